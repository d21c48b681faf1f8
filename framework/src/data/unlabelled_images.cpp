#include "data/unlabelled_images.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "base/error.hpp"
#include "formats/centred_image.hpp"
#include "formats/idx_file.hpp"
#include "formats/image_file.hpp"

namespace runner {
namespace {

using formats::Background;
using formats::GzipReader;
using ByteMat = arma::Mat<std::uint8_t>;

std::string shape_text(const InputShape& shape) {
  const std::string size = fmt::format("{} x {}", shape.rows, shape.columns);
  return shape.channels == 1 ? size : fmt::format("{} x {}", size, shape.channels);
}

void invert(formats::Image& image) {
  for (auto& value : image.values) value = static_cast<std::uint8_t>(255 - value);
}

// Whether more than half of the pixels at the image's edges are nearer to white than to black.
bool has_white_border(const formats::Image& image) {
  std::size_t border = 0;
  std::size_t white = 0;
  for (std::size_t row = 0; row < image.rows; ++row) {
    const bool whole_row = row == 0 || row + 1 == image.rows;
    const std::size_t step = whole_row || image.columns < 2 ? 1 : image.columns - 1;
    for (std::size_t column = 0; column < image.columns; column += step) {
      unsigned sum = 0;
      for (std::size_t channel = 0; channel < image.channels; ++channel) {
        sum += image.values[(row * image.columns + column) * image.channels + channel];
      }
      ++border;
      if (2 * sum > 255 * image.channels) ++white;
    }
  }
  return 2 * white > border;
}

formats::Image to_shape(formats::Image image, const ImageConversion& conversion) {
  const auto& [shape, scale, pictures, idx_transposed] = conversion;
  if (pictures.centre) {
    if (pictures.invert) invert(image);
    return formats::centre_ink(image, shape.rows, shape.columns);
  }
  const std::uint8_t background = pictures.invert ? 255 : 0;
  image = formats::fit(image, shape.rows, shape.columns, background);
  if (pictures.invert) invert(image);
  return image;
}

// Bytes stay bytes if the run's data are pixels too.
decltype(Examples::values) stored_values(const formats::Image& image, double scale) {
  constexpr double white = 255.0;
  if (scale == white) return ByteMat(image.values.data(), image.values.size(), 1);
  arma::Mat<double> values(image.values.size(), 1);
  std::transform(image.values.begin(), image.values.end(), values.begin(),
                 [scale](std::uint8_t value) { return value * scale / white; });
  return values;
}

UnlabelledImages read_picture(GzipReader& reader, const ImageConversion& conversion) {
  const InputShape& shape = conversion.shape;
  if (shape.rows == 1 || (shape.channels != 1 && shape.channels != 3)) {
    throw Error(
        ErrorCode::invalid_input,
        fmt::format("{}: this is an image, but the run's data are not grey or colour images: "
                    "an example has {} values.",
                    reader.name(), shape_text(shape)));
  }
  const bool inverted = conversion.pictures.invert;
  auto image =
      formats::read_image(reader, shape.channels, inverted ? Background::white : Background::black);
  UnlabelledImages images{{reader.name()}, {}, {}};
  if (!inverted && has_white_border(image)) {
    images.warnings.push_back(
        fmt::format("{}: its border is white, but the network may know bright ink on black; use "
                    "--invert for dark ink on white paper.",
                    reader.name()));
  }
  images.examples.values = stored_values(to_shape(std::move(image), conversion), conversion.scale);
  return images;
}

// value -> scale - value, so that the network sees 1 - x instead of x.
void invert(ByteMat& values, double scale) {
  for (auto& value : values) {
    value = static_cast<std::uint8_t>(std::lround(std::clamp(scale - value, 0.0, 255.0)));
  }
}

UnlabelledImages read_idx_images(const std::string& path, const ImageConversion& conversion) {
  formats::IdxFile file(GzipReader(path), formats::IdxContent::images);
  InputShape shape{file.rows(), file.columns(), 1};
  if (conversion.idx_transposed) std::swap(shape.rows, shape.columns);
  if (shape != conversion.shape) {
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: its images are {}, but the run's are {}; images of an IDX "
                            "file are not scaled.",
                            path, shape_text(shape), shape_text(conversion.shape)));
  }
  ByteMat values(shape.inputs(), file.count());
  file.read_into({values.memptr(), values.n_elem});
  if (conversion.idx_transposed) {
    // An image is stored row by row, so as a matrix it has a column for each row.
    values.each_col([&](arma::Col<std::uint8_t>& image) {
      const ByteMat stored(image.memptr(), file.columns(), file.rows());
      image = arma::vectorise(stored.t());
    });
  }
  if (conversion.pictures.invert) invert(values, conversion.scale);
  UnlabelledImages images{{}, {std::move(values), {}}, {}};
  for (std::uint64_t i = 0; i < file.count(); ++i) {
    images.names.push_back(fmt::format("{}[{}]", path, i));
  }
  return images;
}

std::optional<UnlabelledImages> read_any(const std::string& path,
                                         const ImageConversion& conversion) {
  GzipReader reader(path);
  std::vector<std::uint8_t> start(8);
  start.resize(reader.read(start));
  // GzipReader cannot rewind, so the file is opened again.
  if (formats::is_image(start)) {
    GzipReader again(path);
    return read_picture(again, conversion);
  }
  constexpr std::array<std::uint8_t, 4> idx_magic = {0, 0, 8, 3};
  if (start.size() >= 4 && std::equal(idx_magic.begin(), idx_magic.end(), start.begin())) {
    return read_idx_images(path, conversion);
  }
  return std::nullopt;
}

}  // namespace

std::optional<UnlabelledImages> read_unlabelled_images(const std::string& file,
                                                       const ImageConversion& conversion) {
  try {
    return read_any(file, conversion);
  } catch (const Error& error) {
    throw Error(ErrorCode::invalid_input, error.what());
  }
}

}  // namespace runner
