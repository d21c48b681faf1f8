// Four examples of two classes, with the fault that the environment variable FAULT names.
#include <cstdlib>
#include <string>

#include <runner/plugin.hpp>

namespace {

bool has(const char* fault) {
  const char* const named = std::getenv("FAULT");
  return named != nullptr && std::string(named) == fault;
}

class FaultyDataset final : public runner::Dataset {
 public:
  runner::LoadedData load() override {
    static int loaded = 0;
    runner::LoadedData data;
    arma::mat values = {{0, 0, 1, 1}, {0, 1, 0, 1}};
    if (has("changes")) values(0, 0) = ++loaded;
    data.pool.values = values;
    data.pool.labels = {0, 1, 1, 0};
    data.shape = {1, 2, 1};
    data.class_names = {"same", "different"};
    if (has("shape")) data.shape = {3, 3, 1};
    if (has("labels")) data.pool.labels.pop_back();
    if (has("empty class")) data.class_names.emplace_back("none");
    if (has("same class names")) data.class_names = {"one", "one"};
    return data;
  }
};

}  // namespace

RUNNER_DATASET(FaultyDataset, "faulty_dataset", "Exclusive or, with a fault")
