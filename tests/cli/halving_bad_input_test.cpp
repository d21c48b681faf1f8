// Successive halving that must not start: trials that cannot be compared, and meaningless keys.
#include "cli/sweep_runs.hpp"
#include "support/catch.hpp"

namespace runner::test::halving_bad_input_test {
namespace {

const std::string alphas = "  parameters: {optimizer.alpha: [0.1, 0.3]}\n";

// Checks that the config is refused with this sentence, which starts with the place in s.yaml.
void check_refused(const std::string& config, const std::string& sentence) {
  const SweepRun sweep("dataset: digits\n" + config);
  const auto result = sweep.run();
  CHECK(result.status == 2);
  CHECK(result.out.empty());
  CHECK(result.err == "s.yaml:" + sentence + "\n");
  CHECK_FALSE(fs::exists(sweep.path("experiments")));
}

// The same for successive halving with these keys of the config and of the sweep.
void check_halving_refused(const std::string& config, const std::string& sweep,
                           const std::string& sentence) {
  check_refused(config + "sweep:\n  strategy: halving\n" + sweep, sentence);
}

}  // namespace

TEST_CASE("halving needs a validation set in every trial", "[halving]") {
  const std::string sentence =
      "halving compares trials by a validation metric, so every trial needs validation examples; "
      "give some, such as `validation_size: 500`.";
  check_halving_refused("", "  min_iterations: 100\n" + alphas, "2:1: " + sentence);
  check_halving_refused("", "  min_iterations: 100\n  parameters: {validation_size: [500, 0]}\n",
                        "2:1: " + sentence);
}

TEST_CASE("halving counts iterations, not epochs", "[halving]") {
  check_halving_refused("validation_size: 500\nepochs: 3\n", "  min_iterations: 100\n" + alphas,
                        "4:1: halving counts iterations; give `iterations` instead of `epochs`.");
}

TEST_CASE("halving needs trials of the same length", "[halving]") {
  check_halving_refused("validation_size: 500\n",
                        "  min_iterations: 100\n  parameters: {iterations: [500, 900]}\n",
                        "3:1: halving needs the same `iterations` in every trial.");
}

TEST_CASE("halving needs a rung below the end", "[halving]") {
  for (const std::string iterations : {"100", "200"}) {
    check_halving_refused(
        "validation_size: 500\niterations: 100\n",
        "  min_iterations: " + iterations + "\n" + alphas,
        "4:1: min_iterations, " + iterations + ", must be below iterations, 100.");
  }
}

TEST_CASE("halving needs a row of metrics at its rungs", "[halving]") {
  check_halving_refused("validation_size: 500\nreport_every: 30\n",
                        "  min_iterations: 100\n" + alphas,
                        "4:1: min_iterations, 100, must be a multiple of report_every, 30, so that "
                        "there is a row of metrics to compare.");
}

TEST_CASE("halving compares by a validation metric", "[halving]") {
  check_halving_refused("validation_size: 500\n",
                        "  min_iterations: 100\n  objective: train_loss\n" + alphas,
                        "6:14: objective must be validation_loss or validation_accuracy, but this "
                        "is the text \"train_loss\".");
}

TEST_CASE("halving needs min_iterations", "[halving]") {
  check_halving_refused("validation_size: 500\n", alphas,
                        "3:1: halving needs `min_iterations`, after which trials are compared for "
                        "the first time.");
}

TEST_CASE("eta and min_iterations have their ranges", "[halving]") {
  check_halving_refused("", "  min_iterations: 100\n  eta: 1\n" + alphas,
                        "5:8: eta must be a whole number of at least 2 and at most 1000, but this "
                        "is 1.");
  check_halving_refused("", "  min_iterations: 0\n" + alphas,
                        "4:19: min_iterations must be a whole number of at least 1 and at most "
                        "1000000000000, but this is 0.");
}

TEST_CASE("eta and min_iterations are halving's alone", "[halving]") {
  const std::string sentence = " is for halving only; omit it, or write `strategy: halving`.";
  check_refused("sweep:\n  eta: 3\n" + alphas, "3:8: eta" + sentence);
  check_refused("sweep:\n  min_iterations: 3\n" + alphas, "3:19: min_iterations" + sentence);
  check_refused("sweep:\n  strategy: random\n  trials: 2\n  eta: 3\n" + alphas,
                "5:8: eta" + sentence);
}

TEST_CASE("halving without trials makes no draws", "[halving]") {
  check_halving_refused("", "  min_iterations: 9\n  parameters: {seed: {int_uniform: [1, 9]}}\n",
                        "5:22: without `trials` there are no draws, and seed needs a list of "
                        "values or a range; give the number of draws as `trials`.");
  check_halving_refused("", "  min_iterations: 9\n  seed: 3\n" + alphas,
                        "5:9: without `trials` every combination is run and nothing is drawn; "
                        "omit the seed, or give the number of draws.");
}

TEST_CASE("halving with trials draws them", "[halving]") {
  const SweepRun sweep(
      "dataset: digits\nvalidation_size: 500\niterations: 3\nreport_every: 1\nname: s\n"
      "sweep: {strategy: halving, min_iterations: 1, trials: 2, seed: 3, parameters: "
      "{optimizer.alpha: {uniform: [0.1, 0.2]}}}\n");
  const auto result = sweep.run();
  CHECK(result.status == 0);
  CHECK_THAT(last_line(result.err), contains("sweep: 1 finished, 1 pruned, 0 failed"));
  CHECK(sweep.trials().size() == 2);
}

}  // namespace runner::test::halving_bad_input_test
