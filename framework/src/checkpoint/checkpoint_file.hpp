// A run's checkpoint.npz: always a whole one, of a moment that metrics.csv can be cut back to.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "experiment/fingerprint.hpp"
#include "leases/lease_check.hpp"
#include "training/training_state.hpp"

namespace runner {

struct Checkpoint {
  TrainingState state;
  std::uint64_t metrics_bytes = 0;  // length of metrics.csv
};

// What came of reading a checkpoint: one that can be used; or a problem, as a sentence; or neither
// if there is no file.
struct CheckpointReading {
  std::optional<Checkpoint> checkpoint;
  std::string problem;
};

// Reads the folder's checkpoint of a run with that fingerprint and so many iterations. A damaged
// checkpoint, or one of another config, data or plugin, is a problem that names what differs and
// what to do.
// Throws: Error (not_readable) if the file exists but cannot be read now: another attempt may
// succeed.
CheckpointReading read_checkpoint(const std::filesystem::path& folder,
                                  const Fingerprint& fingerprint, std::uint64_t iterations);

// The sentence about a checkpoint that cannot be used; `why` is a clause.
std::string unusable_checkpoint(const std::filesystem::path& folder, const std::string& why);

// Writes the checkpoints of a run.
class CheckpointFile final : public CheckpointWriter {
 public:
  // A checkpoint should be saved every `every` iterations; 0: 30 seconds after the last one.
  CheckpointFile(std::filesystem::path folder, Fingerprint fingerprint, std::uint64_t every,
                 LeaseCheck lease);

  bool should_save(std::uint64_t completed) override;

  // Replaces the file after what metrics.csv holds is on the disk. Does nothing once the lease is
  // lost, or if the weights are not finite: the run is about to diverge, which it does from the
  // former checkpoint as well, and read_checkpoint() can refuse such weights as damage.
  // Throws: Error (not_writable, no_space); the former checkpoint remains then.
  void save(const TrainingState& state) override;

  // Removes the file of a run that has ended, if it can: one that remains belongs to a run that
  // says it is over.
  void remove() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::filesystem::path folder_;
  Fingerprint fingerprint_;
  std::uint64_t every_;
  LeaseCheck lease_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace runner
