#include <runner/plugin.hpp>

#include "formats/idx_file.hpp"

// The two files, embedded into the library. The assembler looks for them beside this file.
asm(R"(
  .pushsection .rodata
runner_digits_images:     .incbin "digits/images.idx3-ubyte.gz"
runner_digits_images_end:
runner_digits_labels:     .incbin "digits/labels.idx1-ubyte.gz"
runner_digits_labels_end:
  .popsection
)");

extern "C" {
[[gnu::visibility("hidden")]] extern const std::uint8_t runner_digits_images[];
[[gnu::visibility("hidden")]] extern const std::uint8_t runner_digits_images_end[];
[[gnu::visibility("hidden")]] extern const std::uint8_t runner_digits_labels[];
[[gnu::visibility("hidden")]] extern const std::uint8_t runner_digits_labels_end[];
}

namespace {

using runner::formats::GzipReader;
using runner::formats::IdxContent;
using runner::formats::IdxFile;

// 5,000 handwritten digits of 28 x 28 grey pixels, as MNIST's, that need no download. See
// digits/README.md for their origin.
class Digits final : public runner::Dataset {
 public:
  runner::LoadedData load() override {
    IdxFile images(GzipReader("images of digits", {runner_digits_images, runner_digits_images_end}),
                   IdxContent::images);
    IdxFile labels(GzipReader("labels of digits", {runner_digits_labels, runner_digits_labels_end}),
                   IdxContent::labels);
    runner::LoadedData data;
    data.shape = {images.rows(), images.columns(), 1};
    arma::Mat<std::uint8_t> pixels(data.shape.inputs(), images.count(), arma::fill::none);
    images.read_into({pixels.memptr(), pixels.n_elem});
    data.pool.values = std::move(pixels);
    data.pool.labels = labels.read_labels();
    data.scale = 255;
    data.class_names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    return data;
  }
};

}  // namespace

RUNNER_DATASET(Digits, "digits", "5,000 handwritten digits that come with the framework")
