#pragma once

#include <cstdint>
#include <string_view>

namespace runner {

// Where a run shows its progress, and learns whether to stop.
class RunDisplay {
 public:
  virtual ~RunDisplay() = default;

  // A line that stays; it stands in log.txt as well.
  virtual void line(std::string_view text) = 0;
  // Called after every update; `seconds` were spent in updates so far.
  virtual void progress(std::uint64_t iteration, std::uint64_t iterations, double seconds) = 0;
  virtual bool stop_requested() = 0;
};

}  // namespace runner
