// Runs a run's config again and compares the results.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compare/run_diff.hpp"
#include "execution/run_display.hpp"
#include "plugin_host/catalog.hpp"

namespace runner {

struct VerifyOptions {
  unsigned threads = 1;
  std::optional<std::uint64_t> until;  // compare metrics up to this iteration alone; at least 1
};

struct Verification {
  bool interrupted = false;  // nothing else counts then
  Agreement agreement = Agreement::identical;
  // Metrics up to there were compared, and nothing else: because of `until`, or because the run
  // itself ended there without finishing. At most the last iteration of both runs.
  std::optional<std::uint64_t> until;
  MetricsComparison metrics;
  std::optional<WeightsComparison> weights;
  std::optional<PredictionsComparison> predictions;
  std::vector<std::string> missing;  // files of results that the run's folder should have
  std::string ending;                // a sentence if the run ended in another way than then
  // What differs between then and now in more than speed, the gravest first.
  std::vector<CircumstanceDifference> circumstances;
};

// Runs in a temporary folder, below TMPDIR or /tmp, which is removed in any case. A run that did
// not finish is compared up to its last row of metrics.
// Requires: the record has its config.
// Throws: Error (invalid_input) if the run is still running, has no row of metrics, or its data or
// plugins cannot be loaded; Error (not_writable, no_space, ...) if the run cannot be repeated.
Verification verify_run(const RunRecord& record, const Catalog& catalog,
                        const VerifyOptions& options, RunDisplay& display);

}  // namespace runner
