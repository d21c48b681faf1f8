#pragma once

#include "plugin_host/bound_plugin.hpp"

namespace runner {

struct LoadedData;

// Has the dataset plugin load its examples and checks them: each set has at least one example, as
// many labels as examples, and as many values an example as the shape says; values are finite; the
// scale is a finite number above 0; labels are below the number of classes; at least two classes
// occur in the pool; and there are no more classes than the option max_classes allows. If the
// plugin names no classes, their names are the numbers from first_label on.
// Throws: Error (invalid_input), with the place of the dataset in the config or of the option that
// the plugin blames, also if the plugin fails.
LoadedData load_data(const BoundPlugin& dataset);

}  // namespace runner
