#include "compare/circumstances.hpp"

#include <fmt/format.h>

namespace runner {
namespace {

constexpr std::size_t shown_digits = 12;

std::string hash_text(const std::string& sha256) { return sha256.substr(0, shown_digits); }

class Collector {
 public:
  void add(std::string name, std::string text, Consequence consequence) {
    if (!text.empty()) found_.push_back({std::move(name), std::move(text), consequence});
  }
  std::vector<Circumstance> take() { return std::move(found_); }

 private:
  std::vector<Circumstance> found_;
};

void add_data(const RunData& data, Collector& collector) {
  collector.add("data", hash_text(data.sha256), Consequence::not_comparable);
  collector.add("split of the data", hash_text(data.split_sha256), Consequence::not_comparable);
}

void add_plugin(const RunPlugin& plugin, Collector& collector) {
  collector.add(fmt::format("{} plugin {}", plugin.kind, plugin.name),
                fmt::format("{} {}", plugin.version, hash_text(plugin.sha256)), Consequence::any);
}

void add_environment(const RunEnvironment& environment, Collector& collector) {
  collector.add("runner",
                environment.git.empty()
                    ? environment.runner
                    : fmt::format("{} ({})", environment.runner, environment.git),
                Consequence::any);
  collector.add("build type", environment.build_type, Consequence::last_digits);
  collector.add("compiler", environment.compiler, Consequence::last_digits);
  collector.add("compiled for", environment.instruction_set, Consequence::last_digits);
  collector.add("Armadillo", environment.armadillo, Consequence::last_digits);
  collector.add("BLAS", environment.blas, Consequence::last_digits);
  collector.add("BLAS core", environment.blas_core, Consequence::last_digits);
  for (const auto& [name, value] : environment.blas_variables) {
    collector.add(name, value, Consequence::last_digits);
  }
  collector.add("kernels", environment.kernels, Consequence::last_digits);
  collector.add("processor", environment.cpu, Consequence::last_digits);
  collector.add("cores", fmt::format("{}", environment.cores), Consequence::none);
  collector.add("threads", fmt::format("{}", environment.threads), Consequence::none);
  collector.add("operating system", environment.kernel, Consequence::none);
}

}  // namespace

std::string_view to_text(Consequence consequence) {
  switch (consequence) {
    case Consequence::not_comparable:
      return "are not comparable";
    case Consequence::any:
      return "may differ for that reason";
    case Consequence::last_digits:
      return "may differ in their last digits";
    case Consequence::none:
      break;
  }
  return "do not differ for that reason";
}

std::vector<Circumstance> circumstances(const RunManifest& manifest) {
  Collector collector;
  if (manifest.data) add_data(*manifest.data, collector);
  for (const auto& plugin : manifest.plugins) add_plugin(plugin, collector);
  if (manifest.environment) add_environment(*manifest.environment, collector);
  if (manifest.process) collector.add("host", manifest.process->host, Consequence::none);
  return collector.take();
}

}  // namespace runner
