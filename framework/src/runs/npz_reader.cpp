// read_npz(). The file may come from anywhere: every size is checked against what the file holds
// before memory is taken for it.
#include <zip.h>

#include <array>
#include <limits>
#include <memory>
#include <set>
#include <span>

#include <fmt/format.h>

#include "config/diagnostics.hpp"
#include "runs/npy_header.hpp"
#include "runs/npz.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = std::uint64_t{4} << 30;
constexpr zip_int64_t most_arrays = 10000;
// Deflate never does better than 1032 to 1: an entry that claims more is a lie.
constexpr std::uint64_t most_ratio = 1032;

struct Close {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Close>;
using Entry = std::unique_ptr<zip_file_t, Close>;

Archive open_archive(const fs::path& path) {
  std::error_code fault;
  if (!fs::is_regular_file(path, fault)) {
    throw InputError(
        fmt::format("{}: the file does not exist or is no regular file.", path.string()));
  }
  int code = 0;
  Archive archive(zip_open(path.c_str(), ZIP_RDONLY, &code));
  if (archive) return archive;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string reason = zip_error_strerror(&error);
  zip_error_fini(&error);
  throw InputError(fmt::format("{}: the file cannot be read as .npz: {}.", path.string(), reason));
}

void read_exactly(zip_file_t* entry, std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const zip_int64_t got = zip_fread(entry, bytes.data(), bytes.size());
    if (got < 0) throw NpyError(fmt::format("it is damaged ({})", zip_file_strerror(entry)));
    if (got == 0) throw NpyError("it ends too early");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
}

// libzip checks the CRC when it meets the end.
void expect_end(zip_file_t* entry) {
  std::byte more{};
  const zip_int64_t got = zip_fread(entry, &more, 1);
  if (got < 0) throw NpyError(fmt::format("it is damaged ({})", zip_file_strerror(entry)));
  if (got > 0) throw NpyError("it is longer than it says");
}

NpyHeader read_header(zip_file_t* entry, std::uint64_t entry_bytes, std::uint64_t& header_bytes) {
  std::vector<std::byte> header(npy_prefix_bytes);
  if (entry_bytes < header.size()) throw NpyError("it is too short for an array");
  read_exactly(entry, header);
  header_bytes = npy_header_bytes(header);
  if (header_bytes > entry_bytes) throw NpyError("it ends in its header");
  if (header_bytes < header.size()) throw NpyError("its header is damaged");
  header.resize(header_bytes);
  read_exactly(entry, std::span(header).subspan(npy_prefix_bytes));
  return read_npy_header(header);
}

// The shape as rows and columns, after checking that the entry holds exactly that many numbers.
std::array<std::uint64_t, 2> matrix_shape(const NpyHeader& header, std::uint64_t data_bytes) {
  const std::uint64_t rows = header.shape.empty() ? 1 : header.shape[0];
  const std::uint64_t columns = header.shape.size() < 2 ? 1 : header.shape[1];
  constexpr std::uint64_t most = std::numeric_limits<arma::uword>::max();
  const std::uint64_t items = data_bytes / header.item_bytes;
  const bool fits =
      data_bytes % header.item_bytes == 0 && rows <= most && columns <= most &&
      (rows == 0 || columns == 0 ? items == 0 : items % rows == 0 && items / rows == columns);
  if (!fits) {
    throw NpyError(fmt::format("its shape is {} x {} of {} bytes each, but it holds {} bytes", rows,
                               columns, header.item_bytes, data_bytes));
  }
  return {rows, columns};
}

template <typename Real>
arma::Mat<Real> read_matrix(zip_file_t* entry, const NpyHeader& header,
                            std::array<std::uint64_t, 2> shape) {
  auto [rows, columns] = shape;
  if (!header.fortran_order) std::swap(rows, columns);
  arma::Mat<Real> matrix(static_cast<arma::uword>(rows), static_cast<arma::uword>(columns),
                         arma::fill::none);
  read_exactly(entry, std::as_writable_bytes(std::span(matrix.memptr(), matrix.n_elem)));
  expect_end(entry);
  if (header.fortran_order) return matrix;
  return matrix.t();
}

std::string array_name(std::string_view entry_name) {
  constexpr std::string_view ending = ".npy";
  if (!entry_name.ends_with(ending)) throw NpyError("its name does not end in .npy");
  return std::string(entry_name.substr(0, entry_name.size() - ending.size()));
}

void check_size(const zip_stat_t& status, std::uint64_t& total) {
  const bool stored = status.comp_method == ZIP_CM_STORE;
  if (stored ? status.size != status.comp_size : status.size / most_ratio > status.comp_size) {
    throw NpyError(fmt::format("it claims to hold {} bytes, which its {} compressed bytes cannot",
                               status.size, status.comp_size));
  }
  if (status.size > most_bytes - total) throw NpyError("the arrays take more than 4 GiB");
  total += status.size;
}

NpzArray read_array(zip_t* archive, const zip_stat_t& status, std::uint64_t& total) {
  NpzArray array{array_name(status.name), {}};
  check_size(status, total);
  const Entry entry(zip_fopen_index(archive, status.index, 0));
  if (!entry) throw NpyError(fmt::format("it cannot be unpacked ({})", zip_strerror(archive)));
  std::uint64_t header_bytes = 0;
  const NpyHeader header = read_header(entry.get(), status.size, header_bytes);
  const auto shape = matrix_shape(header, status.size - header_bytes);
  if (header.item_bytes == 8) {
    array.values = read_matrix<double>(entry.get(), header, shape);
  } else {
    array.values = read_matrix<float>(entry.get(), header, shape);
  }
  return array;
}

}  // namespace

std::vector<NpzArray> read_npz(const fs::path& path) {
  const Archive archive = open_archive(path);
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count > most_arrays) {
    throw InputError(fmt::format("{}: the file holds {} arrays; at most {} can be read.",
                                 path.string(), count, most_arrays));
  }
  std::vector<NpzArray> arrays;
  std::uint64_t total = 0;
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t status;
    constexpr zip_uint64_t needed =
        ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
    if (zip_stat_index(archive.get(), static_cast<zip_uint64_t>(i), 0, &status) != 0 ||
        (status.valid & needed) != needed) {
      throw InputError(
          fmt::format("{}: the file is damaged and cannot be read as .npz.", path.string()));
    }
    try {
      arrays.push_back(read_array(archive.get(), status, total));
      for (std::size_t j = 0; j + 1 < arrays.size(); ++j) {
        if (arrays[j].name == arrays.back().name) throw NpyError("there are two of this name");
      }
    } catch (const NpyError& error) {
      throw InputError(fmt::format("{}: the array '{}' cannot be read: {}.", path.string(),
                                   status.name, error.what()));
    }
  }
  return arrays;
}

}  // namespace runner
