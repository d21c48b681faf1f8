#pragma once

#include <string_view>

namespace runner {

// Whether `text` is the number of a job, as `sbatch --parsable` prints it.
inline bool is_job_id(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace runner
