#include "sweep/plan/trial_data.hpp"

#include <fmt/format.h>

#include "config/flat_config.hpp"

namespace runner {

const HashedData& TrialData::get(const BoundPlugin& dataset) {
  auto& data = loaded_[dataset_key(dataset)];
  if (!data) {
    auto loaded = std::make_unique<HashedData>(dataset);
    loaded->sha256();  // joins the hashing thread: a fork needs a single thread
    data = std::move(loaded);
  }
  return *data;
}

std::string dataset_key(const BoundPlugin& dataset) {
  std::string key = fmt::format("plugin={}\n", dataset.info.path.string());
  for (const auto& [name, text] : flatten(map_value(dataset.options))) {
    key += fmt::format("{}={}\n", name, text);
  }
  return key;
}

}  // namespace runner
