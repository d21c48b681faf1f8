#include "cli/commands/sweep_actions.hpp"

#include <fmt/format.h>

#include "base/text_width.hpp"
#include "cli/arguments/training_process.hpp"
#include "cli/terminal/duration.hpp"
#include "cli/terminal/interrupt.hpp"
#include "cli/terminal/print_warnings.hpp"
#include "cli/terminal/sweep_display.hpp"
#include "sweep/plan/time_estimate.hpp"

namespace runner {
namespace {

// The config of a trial whose name leads outside of its sweep's folder.
Value with_name_of_repeat(Value tree) {
  if (Value* name = tree.find("name")) {
    if (const auto* text = name->as_text()) {
      const SourceLocation location = name->location;
      *name = text_value(*text + "-repeat");
      name->location = location;
    }
  }
  return tree;
}

}  // namespace

SweepPlan plan_sweep_config(const ConfigArguments& arguments, const Value& tree,
                            const SweepSpec& sweep, const Catalog& catalog, TrialData& data,
                            Diagnostics& diagnostics) {
  const Value& config = arguments.repeats_trial() ? with_name_of_repeat(tree) : tree;
  SweepPlan plan =
      make_sweep_plan(config, arguments.default_name(), sweep, catalog, data, diagnostics);
  plan.warnings.insert(plan.warnings.begin(), catalog.warnings().begin(), catalog.warnings().end());
  return plan;
}

ExitStatus run_sweep_config(const ConfigArguments& arguments, const Value& tree,
                            const SweepSpec& sweep, const SweepOptions& options,
                            Diagnostics& diagnostics) {
  const Catalog catalog = arguments.catalog();
  TrialData data;
  const SweepPlan plan = plan_sweep_config(arguments, tree, sweep, catalog, data, diagnostics);
  SweepOptions new_sweep = options;
  new_sweep.replace_plan = true;
  return run_sweep_plan(plan, new_sweep, catalog, data);
}

ExitStatus run_sweep_plan(const SweepPlan& plan, const SweepOptions& options,
                          const Catalog& catalog, TrialData& data) {
  const InterruptGuard interrupt;
  SweepDisplay display(plan, options, interrupt);
  const SweepOutcome outcome = run_sweep(plan, options, catalog, data, display);
  display.end(outcome);
  fmt::print("{}\n", (options.output / plan.name).string());
  return exit_status(outcome);
}

ExitStatus check_sweep_config(const RunArguments& arguments, const Value& tree,
                              const SweepSpec& sweep, Diagnostics& diagnostics) {
  const Catalog catalog = arguments.config.catalog();
  TrialData data;
  const SweepPlan plan =
      plan_sweep_config(arguments.config, tree, sweep, catalog, data, diagnostics);
  print_warnings(plan.warnings);
  arguments.check_output(plan.name);
  for (const auto& trial : plan.trials) {
    fmt::print("{}  {}\n", trial.id, printable(values_text(trial.values)));
  }
  const unsigned threads = thread_count(arguments.threads);
  const double seconds = estimate_seconds(plan, catalog, data, threads);
  fmt::print("{} trials of {}", plan.trials.size(), printable(plan.name));
  if (plan.duplicates > 0) {
    fmt::print(", {} duplicate{} ignored", plan.duplicates, plan.duplicates == 1 ? "" : "s");
  }
  if (!plan.rungs.empty()) {
    fmt::print(", compared after {} iterations",
               fmt::join(plan.rungs.begin(), plan.rungs.end() - 1, ", "));
  }
  fmt::print("; about {} one after another with {} thread{}\n", duration_text(seconds), threads,
             threads == 1 ? "" : "s");
  return ExitStatus::success;
}

}  // namespace runner
