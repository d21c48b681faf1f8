#include <algorithm>

#include "data/data_hash.hpp"
#include "data/load_data.hpp"
#include "plugin_checks/check_kinds.hpp"

namespace runner {
namespace {

LoadedData load(const Subject& subject) {
  BoundPlugin bound;
  bound.plugin = make_configured<Dataset>(subject);
  bound.info = subject.info;
  bound.choice = {subject.info.name, subject.options.location, subject.options};
  return keeping_environment("load()", [&] { return load_data(bound); });
}

void check_classes(const LoadedData& data) {
  for (std::size_t label = 0; label < data.class_names.size(); ++label) {
    const bool found = std::ranges::find(data.pool.labels, label) != data.pool.labels.end();
    if (!found) {
      throw CheckFailure(fmt::format("no example of the pool has the class '{}' (label {}).",
                                     data.class_names[label], label));
    }
  }
  auto names = data.class_names;
  std::ranges::sort(names);
  const auto duplicate = std::ranges::adjacent_find(names);
  if (duplicate != names.end())
    throw CheckFailure(fmt::format("two classes are named '{}'.", *duplicate));
}

}  // namespace

void check_dataset(const Subject& subject, CheckLog& log) {
  const auto run = [&](std::string_view statement, auto check) {
    log.run(statement, subject.variant, check);
  };
  run("examples, labels and shape match", [&] { load(subject); });
  run("every class has examples and a name of its own", [&] { check_classes(load(subject)); });
  run("loading again gives the same data", [&] {
    if (data_sha256(load(subject)) != data_sha256(load(subject))) {
      throw CheckFailure("a second object with the same options loads different data.");
    }
  });
}

}  // namespace runner
