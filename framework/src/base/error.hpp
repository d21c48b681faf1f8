// The one type of the program's own errors.
#pragma once

#include <cerrno>
#include <stdexcept>
#include <string>

namespace runner {

// What kind of error it is, for code that must react to it. cli/exit_status.hpp turns codes into
// exit statuses; run.json stores the code's name as `stop_code`.
enum class ErrorCode {
  invalid_input,  // command, config, data or plugin is wrong, and nothing was started
  not_found,      // a file or folder does not exist
  not_readable,   // it exists but cannot be read now; another attempt may succeed
  not_writable,   // it cannot be created or written
  no_space,       // as not_writable: the disk or a quota is full, or a file size limit was reached
  damaged,        // a file was read, and its content is invalid
  unsupported,    // a file was read, and a newer version of this program wrote it
  plugin_unusable,  // a plugin's file does not fit this program or cannot be loaded
  plugin_failed,    // a plugin's own code threw
  system,           // a call of the operating system or of a library failed
};

// Whether the user gave something wrong, as opposed to something that failed around the program.
constexpr bool is_bad_input(ErrorCode code) {
  switch (code) {
    case ErrorCode::invalid_input:
    case ErrorCode::not_found:
    case ErrorCode::not_readable:
    case ErrorCode::damaged:
    case ErrorCode::unsupported:
    case ErrorCode::plugin_unusable:
    case ErrorCode::plugin_failed:
      return true;
    case ErrorCode::not_writable:
    case ErrorCode::no_space:
    case ErrorCode::system:
      break;
  }
  return false;
}

// An error as one or more lines for the user. Each is a sentence. If it is about something that the
// user wrote or named, the location and a colon come first.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

// The code for a failed write: no_space for the values of errno that mean it, else not_writable.
inline ErrorCode write_error_code(int error_number) {
  const bool full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
  return full ? ErrorCode::no_space : ErrorCode::not_writable;
}

}  // namespace runner
