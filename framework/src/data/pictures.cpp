#include "data/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "config/diagnostics.hpp"
#include "formats/idx_file.hpp"
#include "formats/png_image.hpp"

namespace runner {
namespace {

using formats::Background;
using formats::GzipReader;
using PictureBytes = std::vector<std::uint8_t>;
using ByteMat = arma::Mat<std::uint8_t>;

constexpr std::size_t max_png_bytes = std::size_t{256} << 20;

std::string text(const InputShape& shape) {
  const std::string size = fmt::format("{} x {}", shape.rows, shape.columns);
  return shape.channels == 1 ? size : fmt::format("{} x {}", size, shape.channels);
}

PictureBytes read_up_to(GzipReader& reader, std::size_t most) {
  PictureBytes bytes;
  constexpr std::size_t step = 1 << 20;
  while (bytes.size() < most) {
    const std::size_t used = bytes.size();
    const std::size_t wanted = std::min(step, most - used);
    bytes.resize(used + wanted);
    const std::size_t got = reader.read(std::span(bytes).subspan(used));
    bytes.resize(used + got);
    if (got < wanted) break;
  }
  return bytes;
}

Pictures read_png_picture(GzipReader& reader, const PictureTarget& target) {
  const InputShape& shape = target.shape;
  if (shape.rows == 1 || (shape.channels != 1 && shape.channels != 3)) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: this is a picture, but the run's data are no grey or colour "
                            "images: an example has {} values.",
                            reader.name(), text(shape)));
  }
  const PictureBytes bytes = read_up_to(reader, max_png_bytes);
  const Background paper = target.invert ? Background::white : Background::black;
  const auto whole = formats::read_png(reader.name(), bytes, shape.channels, paper);
  auto image = formats::fit(whole, shape.rows, shape.columns, static_cast<std::uint8_t>(paper));
  ByteMat values(shape.inputs(), 1);
  std::copy(image.values.begin(), image.values.end(), values.begin());
  return {{reader.name()}, {std::move(values), {}}, 255.0};
}

Pictures read_idx_pictures(const std::string& path, const PictureTarget& target) {
  formats::IdxFile file(GzipReader(path), formats::IdxContent::images);
  const InputShape shape{file.rows(), file.columns(), 1};
  if (shape != target.shape) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: its images are {}, but the run's are {}; an IDX file is not "
                            "scaled.",
                            path, text(shape), text(target.shape)));
  }
  ByteMat values(shape.inputs(), file.count());
  file.read_into({values.memptr(), values.n_elem});
  Pictures pictures{{}, {std::move(values), {}}, target.scale};
  for (std::uint64_t i = 0; i < file.count(); ++i) {
    pictures.names.push_back(fmt::format("{}[{}]", path, i));
  }
  return pictures;
}

// value -> scale - value, so that what the network sees as 0 becomes 1.
void invert(Pictures& pictures) {
  auto& values = std::get<ByteMat>(pictures.examples.values);
  for (auto& value : values) {
    value = static_cast<std::uint8_t>(std::lround(std::clamp(pictures.scale - value, 0.0, 255.0)));
  }
}

Pictures read_any(const std::string& path, const PictureTarget& target) {
  GzipReader reader(path);
  const PictureBytes start = read_up_to(reader, 8);
  // Reopened to read from the beginning.
  if (formats::is_png(start)) {
    GzipReader again(path);
    return read_png_picture(again, target);
  }
  constexpr std::array<std::uint8_t, 4> idx_images = {0, 0, 8, 3};
  if (start.size() >= 4 && std::equal(idx_images.begin(), idx_images.end(), start.begin())) {
    return read_idx_pictures(path, target);
  }
  throw Error(ErrorCode::invalid_input,
              fmt::format("{}: this is neither a PNG picture nor an IDX file of images (gzipped or "
                          "not), which are what can be classified.",
                          path));
}

}  // namespace

Pictures read_pictures(const std::string& file, const PictureTarget& target) {
  try {
    Pictures pictures = read_any(file, target);
    pictures.examples.labels.resize(pictures.names.size());
    if (target.invert) invert(pictures);
    return pictures;
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input, error.what());
  }
}

}  // namespace runner
