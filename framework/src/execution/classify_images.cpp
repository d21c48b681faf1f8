#include "execution/classify_images.hpp"

#include "data/unlabelled_images.hpp"
#include "execution/run_inputs.hpp"

namespace runner {

std::vector<ClassifiedImage> classify_images(const RunRecord& record, const Catalog& catalog,
                                             const std::vector<std::string>& files, bool invert) {
  RunPredictor predictor(record, catalog);
  const DataSummary& data = data_of(record).summary;
  std::vector<ClassifiedImage> classified;
  for (const auto& file : files) {
    const UnlabelledImages images = read_unlabelled_images(file, {data.shape, data.scale, invert});
    const auto predictions = predictor.predict(images.examples);
    for (std::size_t i = 0; i < predictions.size(); ++i) {
      classified.push_back({images.names[i], predictions[i]});
    }
  }
  return classified;
}

}  // namespace runner
