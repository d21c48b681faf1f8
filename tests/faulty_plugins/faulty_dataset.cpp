// Four examples of two classes, with the fault that the environment variable FAULT names.
#include <cstdlib>
#include <stdexcept>
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

  // The four examples again, without labels, whatever the file.
  runner::Examples read_examples(const std::string& file, const runner::ExampleLayout&) override {
    if (has("refuses")) throw runner::OptionError("file", file + ": this is not a truth table.");
    if (has("throws")) throw std::runtime_error("out of truth");
    runner::Examples examples;
    examples.values = arma::mat{{0, 0, 1, 1}, {0, 1, 0, 1}};
    if (has("inputs")) examples.values = arma::mat(3, 4, arma::fill::zeros);
    if (has("unknown label")) examples.labels = {0, 1, 2, 0};
    return examples;
  }
};

}  // namespace

RUNNER_DATASET(FaultyDataset, "faulty_dataset", "Exclusive or, with a fault")
