// Checks of each kind of plugin, with the subject's options.
#pragma once

#include <string_view>
#include <type_traits>

#include "plugin_checks/subject.hpp"

namespace runner {

void check_activation(const Subject& subject, CheckLog& log);
void check_optimizer(const Subject& subject, CheckLog& log);
void check_initializer(const Subject& subject, CheckLog& log);
void check_dataset(const Subject& subject, CheckLog& log);

template <typename Real>
inline constexpr std::string_view precision_name = std::is_same_v<Real, float> ? "float" : "double";

}  // namespace runner
