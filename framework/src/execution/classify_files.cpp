#include "execution/classify_files.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "data/read_examples.hpp"
#include "execution/run_inputs.hpp"

namespace runner {
namespace {

std::vector<std::string> example_names(const std::string& file, std::uint64_t count) {
  if (count == 1) return {file};
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) names.push_back(fmt::format("{}[{}]", file, i));
  return names;
}

// Whether the run's own IDX files were stored with rows and columns exchanged.
bool idx_transposed(const RunRecord& record) {
  const ExperimentSpec spec = read_run_spec(record);
  const Value* const option = spec.dataset.options.find("transpose");
  const bool* const set = option == nullptr ? nullptr : std::get_if<bool>(&option->data);
  return spec.dataset.name == "idx" && set != nullptr && *set;
}

// Reads files with the run's dataset plugin, which is loaded when the first one needs it.
class PluginReader {
 public:
  PluginReader(const RunRecord& record, const Catalog& catalog)
      : record_(record), catalog_(catalog) {}

  ClassifiedFile read(const std::string& file) {
    if (!dataset_) dataset_ = bind_run_dataset(record_, catalog_);
    const DataSummary& data = data_of(record_).summary;
    ClassifiedFile result;
    result.examples = read_examples(
        *dataset_, file,
        {data.shape, data.scale, data.class_names, data.first_label, data.input_names});
    result.names = example_names(file, result.examples.count());
    result.labels = result.examples.labels;
    return result;
  }

 private:
  const RunRecord& record_;
  const Catalog& catalog_;
  std::optional<BoundPlugin> dataset_;
};

}  // namespace

std::uint32_t ClassifiedFile::predicted(std::size_t example) const {
  const auto begin = probabilities.begin() + static_cast<std::ptrdiff_t>(example * classes());
  const auto end = begin + static_cast<std::ptrdiff_t>(classes());
  return static_cast<std::uint32_t>(std::max_element(begin, end) - begin);
}

double ClassifiedFile::probability(std::size_t example, std::size_t class_index) const {
  return probabilities[example * classes() + class_index];
}

std::vector<ClassifiedFile> classify_files(const RunRecord& record, const Catalog& catalog,
                                           const std::vector<std::string>& files,
                                           const PictureOptions& pictures) {
  RunPredictor predictor(record, catalog);
  PluginReader plugin(record, catalog);
  const DataSummary& data = data_of(record).summary;
  const ImageConversion conversion{data.shape, data.scale, pictures, idx_transposed(record)};
  std::vector<ClassifiedFile> classified;
  for (const auto& file : files) {
    auto images = file == "-" ? std::nullopt : read_unlabelled_images(file, conversion);
    ClassifiedFile& result =
        classified.emplace_back(images ? ClassifiedFile{.names = std::move(images->names),
                                                        .labels = {},
                                                        .probabilities = {},
                                                        .examples = std::move(images->examples),
                                                        .warnings = std::move(images->warnings)}
                                       : plugin.read(file));
    result.examples.labels.resize(result.names.size());
    result.probabilities = predictor.probabilities(result.examples);
  }
  return classified;
}

}  // namespace runner
