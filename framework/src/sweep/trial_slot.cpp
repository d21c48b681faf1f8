#include "sweep/trial_slot.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>

#include "config/yaml_writer.hpp"

namespace runner {

std::vector<TrialSlot> make_slots(const SweepOptions& options) {
  std::vector<TrialSlot> slots(options.jobs);
  for (unsigned i = 0; i < options.jobs; ++i) {
    const unsigned rest = i < options.threads % options.jobs ? 1 : 0;
    slots[i].threads = std::max(1U, options.threads / options.jobs + rest);
  }
  return slots;
}

std::filesystem::path trial_folder(const SweepPlan& plan, const SweepOptions& options,
                                   const Trial& trial) {
  return options.output / plan.name / trial.id;
}

std::unique_ptr<Claim> take_trial(const std::filesystem::path& folder, ClaimObserver& claims) {
  std::filesystem::create_directories(folder);
  return take_claim(folder, claims);
}

void start_trial(TrialSlot& slot, const Trial& trial, const std::filesystem::path& folder,
                 std::unique_ptr<Claim> claim, const SweepOptions& options) {
  std::vector<std::string> arguments = {trial_command_name, folder.string(),
                                        "--threads",        std::to_string(slot.threads),
                                        "--parent",         std::to_string(::getpid())};
  for (const auto& path : options.plugin_path) {
    arguments.insert(arguments.end(), {"--plugin-path", path});
  }
  slot.process = std::make_unique<TrialProcess>(arguments, write_yaml(trial.config));
  slot.claim = std::move(claim);
  slot.trial = &trial;
}

std::vector<TrialSlot*> await_ends(std::vector<TrialSlot>& slots) {
  constexpr int milliseconds = 100;
  std::vector<pollfd> ends;
  std::vector<TrialSlot*> busy;
  for (auto& slot : slots) {
    if (slot.trial == nullptr) continue;
    ends.push_back({slot.process->descriptor(), POLLIN, 0});
    busy.push_back(&slot);
  }
  if (::poll(ends.data(), ends.size(), milliseconds) <= 0) return {};
  std::vector<TrialSlot*> ended;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    if (ends[i].revents != 0) ended.push_back(busy[i]);
  }
  return ended;
}

}  // namespace runner
