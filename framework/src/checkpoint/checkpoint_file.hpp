#pragma once

#include <chrono>
#include <filesystem>
#include <optional>

#include "experiment/fingerprint.hpp"
#include "leases/lease_check.hpp"
#include "training/trainer.hpp"

namespace runner {

// A run's checkpoint.npz: always a whole one, of a moment that metrics.csv goes back to.
template <typename Real>
class CheckpointFile final : public CheckpointWriter<Real> {
 public:
  // `every` iterations a checkpoint is due; 0: whenever 30 seconds went by since the last one.
  CheckpointFile(std::filesystem::path folder, Fingerprint identity, std::uint64_t every,
                 LeaseCheck lease_check)
      : folder_(std::move(folder)),
        identity_(std::move(identity)),
        every_(every),
        lease_check_(std::move(lease_check)) {}

  // The moment of a checkpoint.
  struct Moment {
    std::uint64_t completed = 0;  // updates
    MetricsRow last_row;
    std::uint64_t metrics_bytes = 0;  // length of metrics.csv
  };

  // Has the trainer, of a network of that shape and so many iterations, go on from the checkpoint,
  // and changes nothing when there is none. Throws InputError when it cannot be used: damaged, or
  // of another config, data or plugin, which are named.
  std::optional<Moment> restore(Trainer<Real>& trainer, const NetworkShape& shape,
                                std::uint64_t iterations) const;

  bool due(std::uint64_t completed) override;
  // Replaces the file, after what metrics.csv holds is on the disk, if the guard lets it. Throws
  // std::runtime_error when that fails; the former checkpoint stays then.
  void keep(const TrainingState<Real>& state) override;
  // Removes the file of a run that has come to its end.
  void remove() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::filesystem::path file() const { return folder_ / "checkpoint.npz"; }

  std::filesystem::path folder_;
  Fingerprint identity_;
  std::uint64_t every_;
  LeaseCheck lease_check_;
  Clock::time_point last_ = Clock::now();
};

}  // namespace runner
