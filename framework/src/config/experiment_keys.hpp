// What the reader of config files and their JSON Schema share: name, bounds and meaning of the keys
// that hold a number, and the plugins that stand where a config names none.
#pragma once

#include <string_view>

#include <runner/options.hpp>

namespace runner::keys {

inline constexpr std::string_view default_activation = "relu";
inline constexpr std::string_view default_initializer = "uniform";
inline constexpr std::string_view default_optimizer = "gradient_descent";

struct IntegerKey {
  std::string_view name;
  IntegerOption bounds;  // with doc
};

inline constexpr IntegerKey seed{
    "seed", {.at_least = 0, .at_most = 0xFFFFFFFF, .doc = "Seed of all of the run's random draws"}};
inline constexpr IntegerKey split_size{
    "split_size",
    {.at_least = 0,
     .doc = "Test examples held out of the pool; 0 where the data brings a test set of its own"}};
inline constexpr IntegerKey validation_size{
    "validation_size", {.at_least = 0, .doc = "Validation examples held out of the pool next"}};
inline constexpr IntegerKey hidden_units{
    "hidden_units", {.at_least = 1, .at_most = 1'000'000, .doc = "Units of the hidden layer"}};
inline constexpr IntegerKey iterations{"iterations",
                                       {.at_least = 0,
                                        .at_most = 1'000'000'000'000,
                                        .doc = "Updates of the parameters; 0 writes the initial "
                                               "weights. Give this or epochs"}};
inline constexpr IntegerKey epochs{
    "epochs",
    {.at_least = 0,
     .at_most = 1'000'000'000,
     .doc = "Passes over the training set, in the place of iterations"}};
inline constexpr IntegerKey batch_size{
    "batch_size",
    {.at_least = 1, .doc = "Examples an update, reshuffled each epoch, or all of them"}};
inline constexpr IntegerKey report_every{
    "report_every", {.at_least = 1, .doc = "Iterations between two rows of metrics.csv"}};
inline constexpr IntegerKey checkpoint_every{
    "checkpoint_every",
    {.at_least = 0, .doc = "Iterations between two checkpoints; 0: one about every 30 seconds"}};
inline constexpr IntegerKey patience{
    "patience",
    {.at_least = 1, .doc = "Rows of metrics.csv without a better one, after which training stops"}};

// Of `sweep`.
inline constexpr IntegerKey eta{
    "eta",
    {.at_least = 2,
     .at_most = 1000,
     .doc = "Halving: one trial of so many goes on at each rung; 3 if left out"}};
inline constexpr IntegerKey min_iterations{
    "min_iterations",
    {.at_least = 1,
     .at_most = 1'000'000'000'000,
     .doc = "Halving: the iterations after which trials are compared for the first time"}};

}  // namespace runner::keys
