#include "runs/stored_run.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "config/yaml_reader.hpp"
#include "runs/file_names.hpp"

namespace runner {
namespace {

Value parse_config(const std::string& text, const std::string& file) {
  Diagnostics diagnostics;
  Value config = parse_yaml_file(text, file, diagnostics, Variables::refuse);
  diagnostics.throw_if_any();
  if (config.as_map() != nullptr) return config;
  throw Error(ErrorCode::damaged, fmt::format("{}: the file is damaged: it has no keys.", file));
}

}  // namespace

Value read_stored_config(const std::filesystem::path& folder) {
  const std::string file = (folder / file_names::config).string();
  return parse_config(read_yaml_text(file), file);
}

StoredRun read_stored_run(const std::filesystem::path& folder) {
  StoredRun run;
  run.manifest = read_manifest(folder);
  const std::string file = (folder / file_names::config).string();
  run.config = flatten(parse_config(read_yaml_text(file), file));
  return run;
}

}  // namespace runner
