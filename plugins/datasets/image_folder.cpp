#include <algorithm>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "base/quoted.hpp"
#include "for_option.hpp"
#include "formats/image_file.hpp"
#include "formats/memory_shortage.hpp"
#include "image_files.hpp"

namespace {

using runner::Error;
using runner::ErrorCode;
using runner::for_option;
using runner::ImageClass;
using runner::ImageClasses;
using runner::OptionError;
using runner::formats::Background;
using runner::formats::Image;

std::uint64_t image_count(const std::vector<ImageClass>& classes) {
  std::uint64_t count = 0;
  for (const auto& one : classes) count += one.files.size();
  return count;
}

// PNG and JPEG images in one folder for each class. The folders' names are the class names, sorted
// by value if all of them are numbers, otherwise by their bytes; examples are in the order of
// classes and then of file names. Hidden files and those of operating systems, such as Thumbs.db,
// are ignored.
class ImageFolder final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("folder", folder_,
           {.required = true, .doc = "Folder with a folder of PNG and JPEG images for each class"});
    o.path("test_folder", test_folder_,
           {.doc = "Folder of the test images, with the same classes or some of them"});
    o.integer(
        "rows", rows_,
        {.at_least = 0,
         .at_most = 10000,
         .doc = "Height to which images are scaled, with their proportions kept, centred on the "
                "background; 0: all have the same size and are not scaled"});
    o.integer("columns", columns_,
              {.at_least = 0, .at_most = 10000, .doc = "Width, given together with rows"});
    o.choice("colours", colours_, {"grey", "rgb"},
             {.doc = "grey: one value a pixel, its luminance; rgb: red, green and blue"});
    o.boolean(
        "invert", invert_,
        {.doc = "Exchange black and white, for dark ink on white paper. Transparent and added "
                "pixels become black either way"});
  }

  runner::LoadedData load() override {
    if ((rows_ == 0) != (columns_ == 0)) {
      throw OptionError(rows_ == 0 ? "columns" : "rows",
                        rows_ == 0 ? "columns needs rows; give both or neither."
                                   : "rows needs columns; give both or neither.");
    }
    const auto found = for_option("folder", [&] { return runner::list_image_classes(folder_); });
    first_file_ = found.classes.front().files.front();
    runner::LoadedData data;
    for (const auto& one : found.classes) data.class_names.push_back(one.name);
    data.first_label = runner::first_of_consecutive(data.class_names).value_or(0);
    data.scale = 255;
    data.shape = for_option("folder", [&] { return input_shape(); });
    data.pool = for_option("folder", [&] { return read(found.classes, data); });
    data.decisions.push_back(describe(folder_, found, data.shape));
    if (!test_folder_.empty()) {
      const auto test =
          for_option("test_folder", [&] { return runner::list_image_classes(test_folder_); });
      data.test = for_option("test_folder", [&] { return read(test.classes, data); });
      data.decisions.push_back(describe(test_folder_, test, data.shape));
    }
    return data;
  }

 private:
  Image read_image(const std::string& path) const {
    const Background background = invert_ ? Background::white : Background::black;
    Image image = runner::formats::read_image_file(path, colours_ == "rgb" ? 3 : 1, background);
    if (rows_ != 0) {
      image = fit(image, static_cast<std::size_t>(rows_), static_cast<std::size_t>(columns_),
                  static_cast<std::uint8_t>(background));
    }
    if (invert_) {
      for (auto& value : image.values) value = static_cast<std::uint8_t>(255 - value);
    }
    return image;
  }

  runner::InputShape input_shape() const {
    const Image first = read_image(first_file_);
    return {first.rows, first.columns, first.channels};
  }

  runner::Examples read(const std::vector<ImageClass>& classes,
                        const runner::LoadedData& data) const {
    const std::uint64_t count = image_count(classes);
    const std::string shortage =
        runner::formats::memory_shortage(count, data.shape.inputs(), sizeof(std::uint8_t));
    if (!shortage.empty()) {
      throw Error(ErrorCode::damaged,
                  fmt::format("{}: {} images take {}; set smaller rows and columns.", first_file_,
                              count, shortage));
    }
    arma::Mat<std::uint8_t> pixels(data.shape.inputs(), count, arma::fill::none);
    runner::Examples examples;
    for (const auto& one : classes) {
      const std::uint32_t label = label_of(one, data.class_names);
      for (const auto& file : one.files) {
        const Image image = read_image(file);
        check_size(image, file, data.shape);
        std::ranges::copy(image.values, pixels.colptr(examples.labels.size()));
        examples.labels.push_back(label);
      }
    }
    examples.values = std::move(pixels);
    return examples;
  }

  static std::string describe(const std::string& folder, const ImageClasses& found,
                              const runner::InputShape& shape) {
    const std::vector<std::string> ignored(found.ignored.begin(), found.ignored.end());
    return fmt::format("{}: {} images of {} x {} pixels in {} classes{}", folder,
                       image_count(found.classes), shape.rows, shape.columns, found.classes.size(),
                       ignored.empty() ? "" : ", ignored " + runner::first_names(ignored));
  }

  std::uint32_t label_of(const ImageClass& one, const std::vector<std::string>& names) const {
    const auto found = std::ranges::find(names, one.name);
    if (found == names.end()) {
      throw Error(ErrorCode::damaged,
                  fmt::format("{}/{}: this class is not in {}, which has {}.", test_folder_,
                              one.name, folder_, runner::first_names(names)));
    }
    return static_cast<std::uint32_t>(found - names.begin());
  }

  void check_size(const Image& image, const std::string& file,
                  const runner::InputShape& shape) const {
    if (image.rows == shape.rows && image.columns == shape.columns) return;
    throw Error(
        ErrorCode::damaged,
        fmt::format(
            "{}: this image has {} x {} pixels, but {} has {} x {}; set rows and columns to "
            "scale all images to one size.",
            file, image.rows, image.columns, first_file_, shape.rows, shape.columns));
  }

  std::string folder_;
  std::string test_folder_;
  std::int64_t rows_ = 0;
  std::int64_t columns_ = 0;
  std::string colours_ = "grey";
  bool invert_ = false;
  std::string first_file_;
};

}  // namespace

RUNNER_DATASET(ImageFolder, "image_folder",
               "PNG and JPEG images in folders, one folder for each class")
