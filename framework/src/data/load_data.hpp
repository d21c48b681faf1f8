#pragma once

#include "plugin_host/bound_plugin.hpp"

namespace runner {

struct LoadedData;

// Has the dataset plugin load its examples and checks what came: sizes that agree, at least one
// example, labels below the number of classes, finite values. Fills in class names where the plugin
// gives none. Throws InputError, with the place of the option that the plugin blames.
LoadedData load_data(const BoundPlugin& dataset);

}  // namespace runner
