#include "data/unlabelled_images.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/idx_file.hpp"
#include "formats/image_file.hpp"
#include "formats/known_format.hpp"

namespace runner {
namespace {

using formats::Background;
using formats::GzipReader;
using ByteMat = arma::Mat<std::uint8_t>;

std::string shape_text(const InputShape& shape) {
  const std::string size = fmt::format("{} x {}", shape.rows, shape.columns);
  return shape.channels == 1 ? size : fmt::format("{} x {}", size, shape.channels);
}

UnlabelledImages read_single_image(GzipReader& reader, const ImageConversion& conversion) {
  const InputShape& shape = conversion.shape;
  if (shape.rows == 1 || (shape.channels != 1 && shape.channels != 3)) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: this is an image, but the run's data are not grey or colour images: "
                    "an example has {} values.",
                    reader.name(), shape_text(shape)));
  }
  const Background background = conversion.invert ? Background::white : Background::black;
  const auto whole = formats::read_image(reader, shape.channels, background);
  auto image =
      formats::fit(whole, shape.rows, shape.columns, static_cast<std::uint8_t>(background));
  ByteMat values(shape.inputs(), 1);
  std::copy(image.values.begin(), image.values.end(), values.begin());
  return {{reader.name()}, {std::move(values), {}}, 255.0};
}

UnlabelledImages read_idx_images(const std::string& path, const ImageConversion& conversion) {
  formats::IdxFile file(GzipReader(path), formats::IdxContent::images);
  const InputShape shape{file.rows(), file.columns(), 1};
  if (shape != conversion.shape) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: its images are {}, but the run's are {}; images of an IDX "
                            "file are not scaled.",
                            path, shape_text(shape), shape_text(conversion.shape)));
  }
  ByteMat values(shape.inputs(), file.count());
  file.read_into({values.memptr(), values.n_elem});
  UnlabelledImages images{{}, {std::move(values), {}}, conversion.scale};
  for (std::uint64_t i = 0; i < file.count(); ++i) {
    images.names.push_back(fmt::format("{}[{}]", path, i));
  }
  return images;
}

// value -> scale - value, so that the network sees 1 - x instead of x.
void invert(UnlabelledImages& images) {
  auto& values = std::get<ByteMat>(images.examples.values);
  for (auto& value : values) {
    value = static_cast<std::uint8_t>(std::lround(std::clamp(images.scale - value, 0.0, 255.0)));
  }
}

UnlabelledImages read_any(const std::string& path, const ImageConversion& conversion) {
  GzipReader reader(path);
  std::vector<std::uint8_t> start(formats::known_format_bytes);
  start.resize(reader.read(start));
  // GzipReader cannot rewind, so the file is opened again.
  if (formats::is_image(start)) {
    GzipReader again(path);
    return read_single_image(again, conversion);
  }
  constexpr std::array<std::uint8_t, 4> idx_magic = {0, 0, 8, 3};
  if (start.size() >= 4 && std::equal(idx_magic.begin(), idx_magic.end(), start.begin())) {
    return read_idx_images(path, conversion);
  }
  const std::string format = formats::known_format(std::string(start.begin(), start.end()));
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: this is neither a PNG or JPEG image nor an IDX file of images{}; only "
                  "these, gzipped or not, can be classified.",
                  path, format.empty() ? "" : " but " + format));
}

}  // namespace

UnlabelledImages read_unlabelled_images(const std::string& file,
                                        const ImageConversion& conversion) {
  try {
    UnlabelledImages images = read_any(file, conversion);
    images.examples.labels.resize(images.names.size());
    if (conversion.invert) invert(images);
    return images;
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input, error.what());
  }
}

}  // namespace runner
