// A plugin with a record but no object, for what the host checks before it creates one. It is built
// with flags and macros that are not allowed for plugins.
#include <cstdlib>
#include <stdexcept>

#include <runner/plugin.hpp>

namespace {

[[gnu::section(".runner.plugin"), gnu::used]] constinit const auto record =
    runner::abi::make_record("activation", BAD_PLUGIN_NAME, "Never creates an object", {});

#ifdef BAD_PLUGIN_SECOND_RECORD
[[gnu::section(".runner.plugin"), gnu::used]] constinit const auto second_record =
    runner::abi::make_record("activation", "second", "Shares its file", {});
#endif

}  // namespace

extern "C" [[gnu::visibility("default")]] void* runner_create_plugin(runner::abi::Precision) {
  if (std::getenv("BAD_PLUGIN_FAILS_IN") != nullptr) throw std::runtime_error("no entry today");
  return nullptr;
}
