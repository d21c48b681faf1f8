#include "checkpoint/checkpoint_file.hpp"

#include <fmt/format.h>

#include "base/atomic_file.hpp"
#include "base/nearest_name.hpp"
#include "checkpoint/checkpoint_arrays.hpp"

namespace runner {
namespace {

constexpr std::uint64_t format = 1;
constexpr std::uint64_t max_exact = std::uint64_t{1} << 53;
constexpr std::chrono::seconds interval{30};

// Calls `read`, whose errors say what is wrong with the file, with or without its name in front and
// a full stop; what is thrown then says what to do as well.
template <typename Read>
auto undamaged(const std::filesystem::path& file, Read read) {
  try {
    return read();
  } catch (const Error& error) {
    std::string why = error.what();
    const std::string start = file.string() + ": ";
    if (why.starts_with(start)) why.erase(0, start.size());
    if (why.ends_with('.')) why.pop_back();
    throw Error(ErrorCode::invalid_input,
                fmt::format("{}: the checkpoint cannot be used: {}. Restore the file, or remove it "
                            "to start the run "
                            "again at iteration 0.",
                            file.string(), why));
  }
}

void check_format(const std::vector<NpzArray>& arrays) {
  const std::uint64_t found = whole_number_in(arrays, "format", max_exact);
  if (found == format) return;
  throw Error(ErrorCode::invalid_input,
              fmt::format("it has format {}, and this program reads format {}", found, format));
}

void check_identity(const std::filesystem::path& file, const Fingerprint& identity,
                    const std::vector<NpzArray>& arrays) {
  const auto differences = identity.differences(arrays);
  if (differences.empty()) return;
  throw Error(
      ErrorCode::invalid_input,
      fmt::format("{}: since the checkpoint was written, {} changed, and the run would not go on "
                  "with the same "
                  "bits. Put it back as it was, or begin a new run with `runner {}`.",
                  file.string(), join(differences), (file.parent_path() / "config.yaml").string()));
}

}  // namespace

template <typename Real>
std::optional<typename CheckpointFile<Real>::Moment> CheckpointFile<Real>::restore(
    Trainer<Real>& trainer, const NetworkShape& shape, std::uint64_t iterations) const {
  std::error_code error;
  if (!std::filesystem::exists(file(), error) && !error) return std::nullopt;
  const auto arrays = undamaged(file(), [&] {
    auto read = read_npz(file());
    check_format(read);
    return read;
  });
  check_identity(file(), identity_, arrays);
  return undamaged(file(), [&] {
    const auto state = state_of<Real>(arrays, shape, iterations);
    const std::uint64_t metrics_bytes = whole_number_in(arrays, "metrics_bytes", max_exact);
    trainer.resume(state);
    return Moment{state.completed, state.last_row, metrics_bytes};
  });
}

template <typename Real>
bool CheckpointFile<Real>::due(std::uint64_t completed) {
  if (every_ > 0) return completed % every_ == 0;
  return Clock::now() - last_ >= interval;
}

template <typename Real>
void CheckpointFile<Real>::keep(const TrainingState<Real>& state) {
  auto arrays = arrays_of(state);
  arrays.push_back(number_array("format", static_cast<double>(format)));
  const std::uint64_t bytes = sync_file(folder_ / "metrics.csv");
  arrays.push_back(number_array("metrics_bytes", static_cast<double>(bytes)));
  for (auto& array : identity_.arrays()) arrays.push_back(std::move(array));
  if (!lease_check_.held()) throw FolderLost();
  write_npz(file(), arrays);
  last_ = Clock::now();
}

template <typename Real>
void CheckpointFile<Real>::remove() const {
  std::error_code ignored;  // one that stays is of a run that says it is over
  std::filesystem::remove(file(), ignored);
}

template class CheckpointFile<float>;
template class CheckpointFile<double>;

}  // namespace runner
