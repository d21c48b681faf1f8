#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "class_indices.hpp"
#include "formats/idx_file.hpp"
#include "formats/standard_input.hpp"
#include "transposed_images.hpp"

namespace {

using runner::Error;
using runner::ErrorCode;
using runner::LabelRange;
using runner::OptionError;
using runner::formats::GzipReader;
using runner::formats::IdxContent;
using runner::formats::IdxFile;

// A file, and the option that names it.
struct IdxPath {
  const char* option = "";
  const std::string& path;
};

struct IdxExamples {
  runner::Examples examples;
  runner::InputShape shape;
  LabelRange labels;  // of all labels, also those that a limit leaves out
};

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

std::string shape_text(const runner::InputShape& shape) {
  return fmt::format("{} x {}", shape.rows, shape.columns);
}

// Images and labels in the IDX format of the MNIST family (http://yann.lecun.com/exdb/mnist/),
// gzipped or not.
class Idx final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("images", images_, {.required = true, .doc = "File of the training images"});
    o.path("labels", labels_,
           {.required = true, .doc = "File of their labels, one number each or 8 as in QMNIST"});
    o.path("test_images", test_images_, {.doc = "File of the test images"});
    o.path("test_labels", test_labels_, {.doc = "File of their labels"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.boolean("transpose", transpose_,
              {.doc = "Exchange the rows and columns of images, which EMNIST stores exchanged"});
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
    IdxExamples pool = read({"images", images_}, {"labels", labels_},
                            static_cast<std::uint64_t>(limit_), data.decisions);
    LabelRange range = pool.labels;
    if (!test_images_.empty()) {
      IdxExamples test =
          read({"test_images", test_images_}, {"test_labels", test_labels_}, 0, data.decisions);
      if (test.shape != pool.shape) {
        throw OptionError("test_images", test_images_ + ": its images have " +
                                             shape_text(test.shape) + " pixels, but those of " +
                                             images_ + " have " + shape_text(pool.shape) +
                                             "; they must be the same.");
      }
      range.include(test.labels);
      data.test = std::move(test.examples);
    }
    data.pool = std::move(pool.examples);
    data.shape = pool.shape;
    data.scale = 255;
    data.class_names = class_names_;
    index_classes(data, range, labels_);
    return data;
  }

  // IDX files of images have no labels.
  runner::Examples read_examples(const std::string& file,
                                 const runner::ExampleLayout& layout) override {
    try {
      return read_further_images(file, layout);
    } catch (const Error& error) {
      throw OptionError("file", error.what());
    }
  }

 private:
  runner::Examples read_further_images(const std::string& file,
                                       const runner::ExampleLayout& layout) const {
    const bool piped = file == "-";
    const auto bytes = piped ? runner::formats::read_standard_input() : std::vector<std::uint8_t>();
    IdxFile images(piped ? GzipReader("standard input", bytes) : GzipReader(file),
                   IdxContent::images);
    const runner::InputShape stored = stored_shape(images);
    const runner::InputShape shape = transpose_ ? runner::transposed(stored) : stored;
    if (shape != layout.shape) {
      throw Error(ErrorCode::invalid_input,
                  fmt::format("{}: its images have {} pixels, but the run's have {}; images of an "
                              "IDX file are not scaled.",
                              images.name(), shape_text(shape), shape_text(layout.shape)));
    }
    return read_images(images, stored);
  }

  static runner::InputShape stored_shape(const IdxFile& images) {
    return {images.rows(), images.columns(), 1};
  }

  // Examples without labels.
  runner::Examples read_images(IdxFile& images, const runner::InputShape& stored) const {
    arma::Mat<std::uint8_t> pixels(stored.inputs(), images.count(), arma::fill::none);
    images.read_into({pixels.memptr(), pixels.n_elem});
    runner::Examples examples{std::move(pixels), {}};
    if (transpose_) runner::transpose_images(examples, stored);
    return examples;
  }

  IdxExamples read(const IdxPath& images_path, const IdxPath& labels_path, std::uint64_t limit,
                   std::vector<std::string>& decisions) const {
    const auto open = [](const IdxPath& file, IdxContent content, std::uint64_t max_count) {
      return for_option(file.option,
                        [&] { return IdxFile(GzipReader(file.path), content, max_count); });
    };
    IdxFile images = open(images_path, IdxContent::images, limit);
    IdxFile labels = open(labels_path, IdxContent::labels, 0);
    if (images.count_in_file() != labels.count_in_file()) {
      throw OptionError(labels_path.option, labels_path.path + ": this file has " +
                                                std::to_string(labels.count_in_file()) +
                                                " labels, but " + images_path.path + " has " +
                                                std::to_string(images.count_in_file()) +
                                                " images; name two files that belong together.");
    }
    IdxExamples result;
    auto all_labels = for_option(labels_path.option, [&] { return labels.read_labels(); });
    result.labels = runner::range_of(all_labels);
    result.shape = stored_shape(images);
    result.examples =
        for_option(images_path.option, [&] { return read_images(images, result.shape); });
    if (transpose_) result.shape = runner::transposed(result.shape);
    all_labels.resize(result.examples.count());
    result.examples.labels = std::move(all_labels);
    describe(images, labels, result, decisions);
    return result;
  }

  // Adds a phrase for each of the two files.
  void describe(const IdxFile& images, const IdxFile& labels, const IdxExamples& examples,
                std::vector<std::string>& decisions) const {
    const auto name = [](const IdxFile& file) {
      return std::filesystem::path(file.name()).filename().string();
    };
    decisions.push_back(fmt::format("{}: {} images of {} pixels{}", name(images),
                                    images.count_in_file(), shape_text(examples.shape),
                                    transpose_ ? ", transposed" : ""));
    decisions.push_back(
        fmt::format("{}: {}{}", name(labels), runner::range_text(examples.labels),
                    labels.columns() == 1
                        ? ""
                        : fmt::format(", column 0 of {} as QMNIST has them", labels.columns())));
  }

  std::string images_;
  std::string labels_;
  std::string test_images_;
  std::string test_labels_;
  std::int64_t limit_ = 0;
  bool transpose_ = false;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Idx, "idx", "Images and labels in MNIST's file format")
