// What besides the setting decides a run's numbers: data, plugins' files, program and machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runs/run_manifest.hpp"

namespace runner {

// What to expect of results whose circumstance differs.
enum class Consequence {
  not_comparable,  // they answer another question
  any,             // other code may compute anything
  last_digits,     // the same arithmetic, rounded differently
  none,
};

// "may differ in anything", to follow "results"
std::string_view to_text(Consequence consequence);

struct Circumstance {
  std::string name;  // "data", "activation plugin tanh", "BLAS"
  std::string text;  // what it was in this run; hashes are shortened to 12 digits
  Consequence consequence = Consequence::none;
};

// The circumstances of a run that its run.json records, those with the gravest consequence first.
// Those that are unknown are left out.
std::vector<Circumstance> circumstances(const RunManifest& manifest);

}  // namespace runner
