#pragma once

#include <optional>
#include <vector>

#include "config/value.hpp"

namespace runner {

// The maps that a map's merge key names: `<<: *defaults`, or `<<: [*first, *second]`.
class MergedMaps {
 public:
  // Adds the maps of the merge key's value. Anything else there is an error.
  void add(const Value& value, Diagnostics& diagnostics);

  bool empty() const { return maps_.empty(); }

  // Puts their entries before the map's own. The map's own keys win over merged ones, and earlier
  // maps over later ones.
  void merge_into(Map& own) const;

 private:
  void add_map(const Value& value, Diagnostics& diagnostics);

  std::vector<Map> maps_;
};

}  // namespace runner
