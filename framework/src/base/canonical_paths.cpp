#include "base/canonical_paths.hpp"

#include <system_error>

namespace runner {
namespace {

namespace fs = std::filesystem;

fs::path canonical_or_absolute(const fs::path& path) {
  std::error_code error;
  fs::path canonical = fs::weakly_canonical(path, error);
  if (!error && !canonical.empty()) return canonical;
  canonical = fs::absolute(path, error).lexically_normal();
  return error ? path : canonical;
}

}  // namespace

fs::path CanonicalPaths::of(const fs::path& path) {
  const fs::path name = path.filename();
  std::error_code error;
  const bool is_plain = !name.empty() && name != "." && name != ".." &&
                        fs::symlink_status(path, error).type() != fs::file_type::symlink;
  if (!is_plain) return canonical_or_absolute(path);
  const fs::path parent = path.parent_path();
  const auto [found, is_new] = parents_.try_emplace(parent);
  if (is_new) found->second = canonical_or_absolute(parent.empty() ? "." : parent);
  return found->second / name;
}

}  // namespace runner
