#include <runner/plugin.hpp>

namespace {

// Points in the plane, x and y uniform in [-1, 1). Class 1 are those in the disk of the given
// radius, class 0 the others. A complete dataset to start from: replace the examples in this
// comment, load() and the last line by your own.
class PluginClass final : public runner::Dataset {
 public:
  // The options that a config may give. The member's value is the default.
  void options(runner::Options& o) override {
    o.integer("examples", examples_,
              {.at_least = 1, .at_most = 10'000'000, .doc = "Number of points"});
    o.integer("seed", seed_, {.at_least = 0, .at_most = 4'294'967'295, .doc = "Seed of the draws"});
    o.real("radius", radius_, {.above = 0.0, .below = 1.0, .doc = "Radius of the disk"});
  }

  // The examples, one a column, their labels, and the shape of an example.
  runner::LoadedData load() override {
    runner::Random random(static_cast<std::uint32_t>(seed_));
    runner::LoadedData data;
    arma::mat points(2, static_cast<arma::uword>(examples_));
    for (arma::uword i = 0; i < points.n_cols; ++i) {
      const double x = 2 * random.uniform() - 1;
      const double y = 2 * random.uniform() - 1;
      points(0, i) = x;
      points(1, i) = y;
      data.pool.labels.push_back(x * x + y * y < radius_ * radius_ ? 1 : 0);
    }
    data.pool.values = std::move(points);
    data.shape = {.rows = 1, .columns = 2, .channels = 1};
    data.class_names = {"outside", "inside"};
    return data;
  }

 private:
  std::int64_t examples_ = 2000;
  std::int64_t seed_ = 0;
  double radius_ = 0.75;
};

}  // namespace

RUNNER_DATASET(PluginClass, "plugin_name", "Points inside and outside of a disk")
