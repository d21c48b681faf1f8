// read_npz(): the arrays of a run, matrices of floating point numbers.
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/npz.hpp"
#include "formats/npz_archive.hpp"

namespace runner {
namespace {

using formats::NpyHeader;
using formats::NpzEntry;

constexpr std::uint64_t max_bytes = std::uint64_t{4} << 30;

template <typename Real>
arma::Mat<Real> read_matrix(NpzEntry& entry) {
  entry.check_size(sizeof(Real));
  const NpyHeader& header = entry.header();
  auto rows = static_cast<arma::uword>(header.shape.empty() ? 1 : header.shape[0]);
  auto columns = static_cast<arma::uword>(header.shape.size() < 2 ? 1 : header.shape[1]);
  if (!header.fortran_order) std::swap(rows, columns);
  arma::Mat<Real> matrix(rows, columns, arma::fill::none);
  entry.read(std::as_writable_bytes(std::span(matrix.memptr(), matrix.n_elem)));
  entry.expect_end();
  if (header.fortran_order) return matrix;
  return matrix.t();
}

NpzArray read_array(const std::string& name, NpzEntry entry, std::uint64_t& total) {
  const NpyHeader& header = entry.header();
  if (header.type != "<f4" && header.type != "<f8") {
    entry.fail(fmt::format("its elements are '{}', not '<f4' or '<f8'", header.type));
  }
  if (header.shape.size() > 2) {
    entry.fail(fmt::format("it has {} dimensions; at most 2 can be read", header.shape.size()));
  }
  if (entry.data_bytes() > max_bytes - total) entry.fail("the arrays take more than 4 GiB");
  total += entry.data_bytes();
  if (header.type == "<f4") return {name, read_matrix<float>(entry)};
  return {name, read_matrix<double>(entry)};
}

}  // namespace

std::vector<NpzArray> read_npz(const std::filesystem::path& path) {
  try {
    const formats::NpzArchive archive(path.string());
    std::vector<NpzArray> arrays;
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < archive.names().size(); ++i) {
      arrays.push_back(read_array(archive.names()[i], archive.open(i), total));
    }
    return arrays;
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input, error.what());
  }
}

}  // namespace runner
