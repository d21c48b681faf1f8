#include "plugin_host/library.hpp"

#include <dlfcn.h>

#include <map>

#include <fmt/format.h>
#include <runner/plugin.hpp>

#include "base/nearest_name.hpp"
#include "plugin_host/floating_point_state.hpp"
#include "plugin_host/plugin_call.hpp"

// dlopen under a declaration that does not promise to throw nothing: with that promise an exception
// out of a plugin's static constructor ends the program.
extern "C" void* dlopen_with_exceptions(const char* file, int mode) __asm__("dlopen");

namespace runner {
namespace {

constexpr const char* entry_name = "runner_create_plugin";
using CreatePlugin = void* (*)(abi::Precision);

[[noreturn]] void fail(const PluginInfo& info, std::string_view why) {
  throw Error(ErrorCode::plugin_unusable,
              fmt::format("{}: this plugin cannot be used: {}.", info.path.string(), why));
}

// The loader begins most of its messages with the file, which ours name already.
std::string loader_message(const std::filesystem::path& file) {
  const char* message = dlerror();
  if (message == nullptr) return "it cannot be loaded";
  const std::string text = message;
  const std::string prefix = file.string() + ": ";
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

// An exception out of a static constructor goes through the loader, which takes the file for
// loaded and gives it out when it is asked again. So the failure is kept, and repeated.
void* load_library(const PluginInfo& info) {
  static std::map<std::string, std::string> failures;
  const auto known = failures.find(info.path.string());
  if (known != failures.end()) throw Error(ErrorCode::plugin_failed, known->second);
  try {
    return call_plugin(info, "its static constructors", [&] {
      return dlopen_with_exceptions(info.path.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    });
  } catch (const Error& error) {
    failures[info.path.string()] = error.what();
    throw;
  }
}

CreatePlugin load_entry(const PluginInfo& info) {
  const auto differences = build_differences(info.build);
  if (!differences.empty()) {
    fail(info, "it was built differently from this runner: " + join(differences));
  }
  void* library = load_library(info);
  if (library == nullptr) fail(info, loader_message(info.path));
  void* symbol = dlsym(library, entry_name);
  if (symbol == nullptr) fail(info, fmt::format("it exports no function {}", entry_name));
  return reinterpret_cast<CreatePlugin>(symbol);
}

// The object that the plugin's class makes, by way of the class that `create` returned it as.
template <typename Base>
std::unique_ptr<Plugin> as_plugin(void* object) {
  return std::unique_ptr<Base>(static_cast<Base*>(object));
}

template <template <typename> typename Base>
std::unique_ptr<Plugin> as_plugin(void* object, Precision precision) {
  return precision == Precision::single ? as_plugin<Base<float>>(object)
                                        : as_plugin<Base<double>>(object);
}

std::unique_ptr<Plugin> as_plugin(void* object, PluginKind kind, Precision precision) {
  switch (kind) {
    case PluginKind::dataset:
      return as_plugin<Dataset>(object);
    case PluginKind::initializer:
      return as_plugin<Initializer>(object, precision);
    case PluginKind::activation:
      return as_plugin<Activation>(object, precision);
    case PluginKind::optimizer:
      break;
  }
  return as_plugin<Optimizer>(object, precision);
}

}  // namespace

std::unique_ptr<Plugin> create_plugin(const PluginInfo& info, Precision precision,
                                      std::vector<std::string>& warnings) {
  const FloatingPointGuard guard;
  const CreatePlugin create = load_entry(info);
  const auto wanted =
      precision == Precision::single ? abi::Precision::single : abi::Precision::double_;
  void* object = call_plugin(info, entry_name, [&] { return create(wanted); });
  guard.report_change(info, "while it was loaded", warnings);
  if (object == nullptr) fail(info, fmt::format("{} made no object", entry_name));
  return as_plugin(object, info.kind, precision);
}

}  // namespace runner
