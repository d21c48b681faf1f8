#include <utility>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "class_indices.hpp"
#include "formats/standard_input.hpp"
#include "npz_examples.hpp"

namespace {

using runner::ArrayPlace;
using runner::LabelRange;
using runner::NpzExamples;
using runner::OptionError;
using runner::formats::ArrayFile;
using runner::formats::NpyArray;

// Arrays of examples and labels, as np.savez, np.savez_compressed and np.save write them, in C or
// Fortran order and any byte order. uint8 and bool stay bytes, float32 stays float, float16 becomes
// float; float64 and the other integers become doubles.
class Npz final : public runner::Dataset {
 public:
  void options(runner::Options& o) override {
    o.path("file", file_,
           {.required = true,
            .doc = "File of arrays that np.savez wrote, or of a single one that np.save wrote"});
    o.text("examples", examples_,
           {.doc = "Name of the array of training examples: (n, values), (n, rows, columns) or (n, "
                   "rows, columns, channels). The array of an .npy file has no name"});
    o.text("labels", labels_, {.doc = "Name of the array of their labels: n integers"});
    o.path("labels_file", labels_file_, {.doc = "File of the labels, if it is another one"});
    o.text("test_examples", test_examples_,
           {.doc = "Name of the array of test examples; default: with test_file, as examples"});
    o.text("test_labels", test_labels_,
           {.doc = "Name of the array of their labels; default: with test_file, as labels"});
    o.path("test_file", test_file_, {.doc = "File of the test examples, if it is another one"});
    o.path("test_labels_file", test_labels_file_,
           {.doc = "File of the test labels; default: test_file, labels_file or file"});
    o.integer("limit", limit_,
              {.at_least = 0, .doc = "Maximum number of training examples to read; 0: all"});
    o.real("scale", scale_,
           {.at_least = 0,
            .doc = "The network sees value / scale; 0: 255 for uint8, 1 for other types"});
    o.boolean("transpose", transpose_,
              {.doc = "Exchange the rows and columns of images, which EMNIST stores exchanged"});
    o.list("class_names", class_names_, {.doc = "One name for each class; default: the labels"});
  }

  runner::LoadedData load() override {
    const bool has_test = check_test_options();
    runner::LoadedData data;
    runner::FilePhrases decisions;
    NpzExamples pool = runner::read_npz_examples(examples_place(), labels_place(), transpose_,
                                                 static_cast<std::uint64_t>(limit_), decisions);
    LabelRange range = pool.labels;
    if (has_test) {
      NpzExamples test = runner::read_npz_examples(test_examples_place(), test_labels_place(),
                                                   transpose_, 0, decisions);
      check_same_shape(pool, test);
      range.include(test.labels);
      data.test = std::move(test.examples);
    }
    data.pool = std::move(pool.examples);
    data.shape = pool.shape;
    data.scale = scale_of(pool.type);
    data.class_names = class_names_;
    data.decisions = decisions.phrases();
    index_classes(data, range, labels_place().file);
    return data;
  }

  // An .npz file's labels are read if it has the array that `labels` names, unless that is the
  // array of examples: then the training labels have a file of their own.
  runner::Examples read_examples(const std::string& file,
                                 const runner::ExampleLayout& layout) override {
    return runner::for_option("file", [&] { return read_further(file, layout); });
  }

 private:
  runner::Examples read_further(const std::string& file,
                                const runner::ExampleLayout& layout) const {
    const bool piped = file == "-";
    const auto bytes = piped ? runner::formats::read_standard_input() : std::vector<std::uint8_t>();
    const std::string name = piped ? "standard input" : file;
    const ArrayFile arrays = piped ? ArrayFile(name, bytes) : ArrayFile(file);
    NpyArray array = runner::open_array(arrays, {.name = examples_});
    runner::Examples examples;
    const runner::InputShape stored = runner::stored_shape(array, transpose_);
    check_layout(array, transpose_ ? runner::transposed(stored) : stored, layout);
    const std::uint64_t count = array.header().shape[0];
    if (arrays.has(labels_) && labels_ != examples_) {
      NpyArray labels = arrays.open(labels_);
      runner::check_count(runner::label_count(labels, count), {name, labels_}, count,
                          {name, examples_});
      examples.labels = runner::read_labels(labels);
      index_classes(examples.labels, layout, name);
    }
    examples.values = runner::read_example_values(array, stored.inputs(), count);
    if (transpose_) runner::transpose_images(examples, stored);
    return examples;
  }

  ArrayPlace examples_place() const {
    return {"file", file_, "examples", examples_, examples_ != Npz().examples_};
  }

  ArrayPlace labels_place() const {
    const bool given = labels_ != Npz().labels_;
    if (!labels_file_.empty()) return {"labels_file", labels_file_, "labels", labels_, given};
    return {"file", file_, "labels", labels_, given, "labels_file"};
  }

  ArrayPlace test_examples_place() const {
    const bool given = !test_examples_.empty();
    const std::string name = given ? test_examples_ : examples_;
    if (!test_file_.empty()) return {"test_file", test_file_, "test_examples", name, given};
    return {"file", file_, "test_examples", name, given, "test_file"};
  }

  ArrayPlace test_labels_place() const {
    const bool given = !test_labels_.empty();
    ArrayPlace place = labels_place();
    place.name_option = "test_labels";
    place.name = given ? test_labels_ : labels_;
    place.is_name_given = given;
    place.separate_option = test_labels_file_.empty() ? "test_labels_file" : "";
    if (!test_labels_file_.empty()) {
      place.file_option = "test_labels_file";
      place.file = test_labels_file_;
    } else if (!test_file_.empty()) {
      place.file_option = "test_file";
      place.file = test_file_;
    }
    return place;
  }

  // Returns whether the options describe a test set.
  bool check_test_options() const {
    const bool examples = !test_examples_.empty() || !test_file_.empty();
    const bool labels = !test_labels_.empty() || !test_labels_file_.empty() || !test_file_.empty();
    if (examples && !labels) {
      throw OptionError("test_examples", "test_examples needs test_labels; give both or neither.");
    }
    if (labels && !examples) {
      const std::string given = test_labels_.empty() ? "test_labels_file" : "test_labels";
      throw OptionError(given, given + " needs test_examples" +
                                   (test_labels_.empty() ? " or test_file" : "") +
                                   "; give both or neither.");
    }
    return examples;
  }

  double scale_of(const std::string& type) const {
    if (scale_ != 0) return scale_;
    return type.ends_with("u1") ? 255 : 1;
  }

  // Checks that examples of a further file can be fed to the network.
  void check_layout(const NpyArray& array, const runner::InputShape& shape,
                    const runner::ExampleLayout& layout) const {
    if (shape != layout.shape) {
      array.fail(fmt::format("its examples are {}, but the run's are {}; expected the shape {}",
                             runner::example_text(shape), runner::example_text(layout.shape),
                             runner::numpy_shape(layout.shape, transpose_)));
    }
    const std::string& type = array.header().type;
    if (scale_of(type) != layout.scale) {
      array.fail(
          fmt::format("its elements are {}, of which the network would see value / {}, but "
                      "it was trained on value / {}; convert them to the type and range of "
                      "the training examples",
                      runner::formats::numpy_name(type), scale_of(type), layout.scale));
    }
  }

  void check_same_shape(const NpzExamples& pool, const NpzExamples& test) const {
    // The byte order may differ.
    if (test.shape == pool.shape && test.type.substr(1) == pool.type.substr(1)) return;
    const std::string& file = test.name.file;
    throw OptionError(
        test_file_.empty() ? "test_examples" : "test_file",
        fmt::format("{}: an example of {} is {} '{}', but one of {} is {} '{}'; they must be the "
                    "same.",
                    file, test.name.as_subject(), runner::example_text(test.shape), test.type,
                    pool.name.seen_from(file), runner::example_text(pool.shape), pool.type));
  }

  std::string file_;
  std::string examples_ = "x";
  std::string labels_ = "y";
  std::string labels_file_;
  std::string test_examples_;
  std::string test_labels_;
  std::string test_file_;
  std::string test_labels_file_;
  std::int64_t limit_ = 0;
  double scale_ = 0;
  bool transpose_ = false;
  std::vector<std::string> class_names_;
};

}  // namespace

RUNNER_DATASET(Npz, "npz", "Arrays of NumPy: examples and labels in .npz or .npy files")
