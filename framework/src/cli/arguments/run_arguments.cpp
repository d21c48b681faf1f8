#include "cli/arguments/run_arguments.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/arguments/argument_parser.hpp"
#include "cli/arguments/training_process.hpp"
#include "runs/run_folder.hpp"
#include "sweep/schedule/run_sweep.hpp"

namespace runner {

void RunArguments::add_to(ArgumentParser& parser) {
  config.add_to(parser);
  add_threads(parser, threads);
  parser.add_option("--output FOLDER", output, "Folder in which to create run folders");
  sweep.add_to(parser);
}

SweepOptions RunArguments::sweep_options() const {
  return sweep.options(output, thread_count(threads));
}

void RunArguments::check_output(const std::string& name) const {
  if (output != default_output) check_output_folder(output, name);
}

void RunArguments::refuse_sweep_options() const {
  const auto option = sweep.given();
  if (!option) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("{} applies only to a config with a sweep, and {} has none; give it one, "
                          "or --sweep KEY=VALUES.",
                          *option, config.config));
}

}  // namespace runner
