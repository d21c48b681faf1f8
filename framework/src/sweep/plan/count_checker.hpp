#pragma once

#include <set>
#include <string>
#include <vector>

#include "plugin_host/catalog.hpp"
#include "sweep/plan/sweep_spec.hpp"

namespace runner {

struct ExperimentSpec;

// Finds ranges FROM..TO on the command line whose key is a real number. Someone who writes
// optimizer.alpha=0..1 hardly means the two values 0 and 1.
class CountChecker {
 public:
  CountChecker(const SweepSpec& sweep, const Catalog& catalog);

  // Returns false, and adds errors, if a range's key is a real number in this trial. What is wrong
  // with the plugins themselves is left to those who bind them.
  bool check(const ExperimentSpec& trial, Diagnostics& diagnostics);

 private:
  // An option whose values count.
  struct Counted {
    std::string plugin;  // "optimizer"
    std::string option;  // "alpha"
    SourceLocation location;
  };

  const Catalog& catalog_;
  std::vector<Counted> counted_;
  std::set<std::string> seen_;  // options and plugins already looked at: "alpha=adam"
};

}  // namespace runner
