#include <algorithm>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "base/quoted.hpp"
#include "npz_arrays.hpp"

namespace {

using runner::Error;
using runner::ErrorCode;
using runner::OptionError;
using runner::formats::NpzArchive;
using runner::formats::NpzEntry;

// An option and its value, the name of an array.
struct ArrayOption {
  const char* option = "";
  const std::string& name;
};

// Examples with the shape and type that the test set must share.
struct NpzExamples {
  runner::Examples examples;
  runner::InputShape shape;
  std::string type;  // as NumPy writes it
};

// Calls `read`; its errors become errors of the option.
template <typename Read>
auto for_option(const char* option, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    throw OptionError(option, error.what());
  }
}

std::string example_text(const NpzExamples& data) {
  return fmt::format("{} x {} x {} '{}'", data.shape.rows, data.shape.columns, data.shape.channels,
                     data.type);
}

// Arrays of examples and labels, as np.savez and np.savez_compressed write them, in C or Fortran
// order. uint8 and bool stay bytes, float32 stays float; float64 and the other integers become
// doubles.
class Npz final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("file", file_, {.required = true, .doc = "File of arrays that np.savez wrote"});
    o.text("examples", examples_,
           {.doc = "Name of the array of training examples: (n, values), (n, rows, columns) or (n, "
                   "rows, columns, channels)"});
    o.text("labels", labels_, {.doc = "Name of the array of their labels: n integers from 0"});
    o.text("test_examples", test_examples_, {.doc = "Name of the array of test examples"});
    o.text("test_labels", test_labels_, {.doc = "Name of the array of their labels"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.real("scale", scale_,
           {.at_least = 0,
            .doc = "The network sees value / scale; 0: 255 for uint8, 1 for other types"});
    o.list("class_names", class_names_, {.doc = "One name for each class; default: the labels"});
  }

  runner::LoadedData load() override {
    if (test_examples_.empty() != test_labels_.empty()) {
      const bool examples = test_labels_.empty();
      throw OptionError(examples ? "test_examples" : "test_labels",
                        examples ? "test_examples needs test_labels; give both or neither."
                                 : "test_labels needs test_examples; give both or neither.");
    }
    const NpzArchive archive = for_option("file", [&] { return open_archive(); });
    NpzExamples pool = read(archive, {"examples", examples_}, {"labels", labels_}, limit_);
    runner::LoadedData data;
    if (!test_examples_.empty()) {
      NpzExamples test =
          read(archive, {"test_examples", test_examples_}, {"test_labels", test_labels_}, 0);
      check_same_shape(pool, test);
      data.test = std::move(test.examples);
    }
    data.pool = std::move(pool.examples);
    data.shape = pool.shape;
    const double default_scale = pool.type.ends_with("u1") ? 255 : 1;
    data.scale = scale_ == 0 ? default_scale : scale_;
    data.class_names = class_names_;
    return data;
  }

 private:
  NpzArchive open_archive() const {
    if (file_.ends_with(".npy")) {
      throw Error(ErrorCode::damaged,
                  file_ +
                      ": this is a single array; np.savez('data.npz', x=examples, y=labels) puts "
                      "examples and labels into one file.");
    }
    return NpzArchive(file_);
  }

  NpzEntry open_array(const NpzArchive& archive, const ArrayOption& array) const {
    const auto& names = archive.names();
    const auto found = std::ranges::find(names, array.name);
    if (found == names.end()) {
      const std::string present = names.empty() ? "is empty" : "has " + runner::first_names(names);
      throw Error(ErrorCode::damaged,
                  fmt::format("{}: the file has no array {}; it {}. Set {} to an array's name.",
                              file_, runner::in_quotes(array.name, 60), present, array.option));
    }
    return archive.open(static_cast<std::size_t>(found - names.begin()));
  }

  NpzExamples read(const NpzArchive& archive, const ArrayOption& examples,
                   const ArrayOption& labels, std::int64_t limit) const {
    NpzExamples result;
    NpzEntry array = for_option(examples.option, [&] { return open_array(archive, examples); });
    result.shape = for_option(examples.option, [&] { return runner::example_shape(array); });
    result.type = array.header().type;
    const std::uint64_t all = array.header().shape[0];
    const std::uint64_t count = limit == 0 ? all : std::min(static_cast<std::uint64_t>(limit), all);
    result.examples.labels = for_option(labels.option, [&] {
      NpzEntry label_array = open_array(archive, labels);
      check_count(runner::label_count(label_array), labels.name, all, examples.name);
      return runner::read_labels(label_array, count, largest_label());
    });
    for_option(examples.option, [&] {
      result.examples.values = runner::read_examples(array, result.shape.inputs(), count);
    });
    return result;
  }

  void check_count(std::uint64_t labels, const std::string& labels_name, std::uint64_t examples,
                   const std::string& examples_name) const {
    if (labels == examples) return;
    throw Error(
        ErrorCode::damaged,
        fmt::format("{}: the array '{}' has {} labels, but '{}' has {} examples; name two arrays "
                    "that belong together.",
                    file_, labels_name, labels, examples_name, examples));
  }

  std::uint32_t largest_label() const {
    constexpr std::uint32_t largest = 65535;
    return class_names_.empty() ? largest : static_cast<std::uint32_t>(class_names_.size() - 1);
  }

  void check_same_shape(const NpzExamples& pool, const NpzExamples& test) const {
    if (test.shape == pool.shape && test.type == pool.type) return;
    throw OptionError(
        "test_examples",
        fmt::format("{}: an example of '{}' is {}, but one of '{}' is {}; they must "
                    "be the same.",
                    file_, test_examples_, example_text(test), examples_, example_text(pool)));
  }

  std::string file_;
  std::string examples_ = "x";
  std::string labels_ = "y";
  std::string test_examples_;
  std::string test_labels_;
  std::int64_t limit_ = 0;
  double scale_ = 0;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Npz, "npz", "Arrays of NumPy: examples and labels in one .npz file")
