#include <algorithm>

#include <runner/plugin.hpp>

#include "formats/idx_file.hpp"

namespace {

using runner::Error;
using runner::ErrorCode;
using runner::OptionError;
using runner::formats::GzipReader;
using runner::formats::IdxContent;
using runner::formats::IdxFile;

// Calls `read`; its errors become errors of the option that names the file.
template <typename Read>
auto for_option(const std::string& option, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    const std::string remedy =
        error.code() == ErrorCode::not_found
            ? " For MNIST, scripts/get-mnist downloads the files; for Fashion-MNIST, install "
              "Debian's package dataset-fashion-mnist."
            : "";
    throw OptionError(option, error.what() + remedy);
  }
}

// Images and labels in the IDX format of the MNIST family (http://yann.lecun.com/exdb/mnist/),
// gzipped or not.
class Idx final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("images", images_, {.required = true, .doc = "File of the training images"});
    o.path("labels", labels_, {.required = true, .doc = "File of their labels"});
    o.path("test_images", test_images_, {.doc = "File of the test images"});
    o.path("test_labels", test_labels_, {.doc = "File of their labels"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.list("class_names", class_names_, {.doc = "One name for each class; default: the labels"});
  }

  runner::LoadedData load() override {
    if (test_images_.empty() != test_labels_.empty()) {
      const bool images = test_labels_.empty();
      throw OptionError(images ? "test_images" : "test_labels",
                        images ? "test_images needs test_labels; give both or neither."
                               : "test_labels needs test_images; give both or neither.");
    }
    runner::LoadedData data;
    data.pool = read("images", images_, "labels", labels_, limit_, data.shape);
    if (!test_images_.empty()) {
      runner::InputShape test_shape;
      data.test = read("test_images", test_images_, "test_labels", test_labels_, 0, test_shape);
      if (test_shape != data.shape) {
        throw OptionError("test_images", test_images_ + ": its images have " +
                                             shape_text(test_shape) + " pixels, but those of " +
                                             images_ + " have " + shape_text(data.shape) +
                                             "; they must be the same.");
      }
    }
    data.scale = 255;
    data.class_names = class_names_;
    return data;
  }

 private:
  static std::string shape_text(const runner::InputShape& shape) {
    return std::to_string(shape.rows) + " x " + std::to_string(shape.columns);
  }

  runner::Examples read(const std::string& images_option, const std::string& images_path,
                        const std::string& labels_option, const std::string& labels_path,
                        std::int64_t limit, runner::InputShape& shape) const {
    const auto open = [&](const std::string& option, const std::string& path, IdxContent content) {
      return for_option(option, [&] {
        return IdxFile(GzipReader(path), content, static_cast<std::uint64_t>(limit));
      });
    };
    IdxFile images = open(images_option, images_path, IdxContent::images);
    IdxFile labels = open(labels_option, labels_path, IdxContent::labels);
    if (images.count_in_file() != labels.count_in_file()) {
      throw OptionError(labels_option, labels_path + ": this file has " +
                                           std::to_string(labels.count_in_file()) +
                                           " labels, but " + images_path + " has " +
                                           std::to_string(images.count_in_file()) +
                                           " images; name two files that belong together.");
    }
    shape = {images.rows(), images.columns(), 1};
    runner::Examples examples;
    examples.labels = for_option(labels_option, [&] { return labels.read_labels(); });
    check_labels(examples.labels, labels_path);
    arma::Mat<std::uint8_t> pixels(shape.inputs(), images.count(), arma::fill::none);
    for_option(images_option, [&] { images.read_into({pixels.memptr(), pixels.n_elem}); });
    examples.values = std::move(pixels);
    return examples;
  }

  void check_labels(const std::vector<std::uint32_t>& labels, const std::string& path) const {
    const std::uint32_t largest = *std::ranges::max_element(labels);
    if (class_names_.empty() || largest < class_names_.size()) return;
    throw OptionError("class_names", path + ": the label " + std::to_string(largest) +
                                         " occurs, but class_names has " +
                                         std::to_string(class_names_.size()) +
                                         " entries; list one for each label from 0 on.");
  }

  std::string images_;
  std::string labels_;
  std::string test_images_;
  std::string test_labels_;
  std::int64_t limit_ = 0;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Idx, "idx", "Images and labels in MNIST's file format")
