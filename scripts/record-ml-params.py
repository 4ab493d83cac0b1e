"""Records the parameters of MLlib's classes: their types, defaults, and which of some values Apache Spark takes and refuses.

Usage: record-ml-params.py PARAMS_TSV    (needs pyspark and Java)

A line a parameter: class, parameter, type, default, values that are taken, values that are refused. Values are JSON; a default that
starts with the uid of its stage says UID, one that is the hash of the class name says HASH.
"""

import json
import math
import pathlib
import sys

from pyspark.sql import SparkSession

CLASSES = {
    "classification": "LinearSVC LogisticRegression DecisionTreeClassifier GBTClassifier RandomForestClassifier NaiveBayes "
    "MultilayerPerceptronClassifier FMClassifier OneVsRest",
    "regression": "AFTSurvivalRegression DecisionTreeRegressor GBTRegressor GeneralizedLinearRegression IsotonicRegression "
    "LinearRegression RandomForestRegressor FMRegressor",
    "clustering": "BisectingKMeans KMeans GaussianMixture LDA",
    "recommendation": "ALS",
    "fpm": "FPGrowth",
    "feature": "Binarizer BucketedRandomProjectionLSH Bucketizer ChiSqSelector CountVectorizer DCT ElementwiseProduct FeatureHasher "
    "HashingTF IDF Imputer IndexToString Interaction MaxAbsScaler MinHashLSH MinMaxScaler NGram Normalizer OneHotEncoder PCA "
    "PolynomialExpansion QuantileDiscretizer RobustScaler RegexTokenizer RFormula SQLTransformer StandardScaler StopWordsRemover "
    "StringIndexer TargetEncoder Tokenizer UnivariateFeatureSelector VarianceThresholdSelector VectorAssembler VectorIndexer "
    "VectorSizeHint VectorSlicer Word2Vec",
    "evaluation": "BinaryClassificationEvaluator RegressionEvaluator MulticlassClassificationEvaluator "
    "MultilabelClassificationEvaluator ClusteringEvaluator RankingEvaluator",
}
WORDS = (
    "nope gini Entropy variance auto all sqrt log2 onethird 3 0.5 0 -1 logistic squared absolute huber squaredError skip error keep "
    "optimistic frequencyDesc frequencyAsc alphabetDesc alphabetAsc binomial multinomial gaussian bernoulli complement poisson gamma "
    "tweedie identity log logit l-bfgs normal irls sgd gd adamW random k-means|| parallel euclidean cosine squaredEuclidean online em "
    "mean median mode nan drop continuous binary categorical numTopFeatures percentile fpr fdr fwe areaUnderROC areaUnderPR rmse mse "
    "r2 mae var f1 accuracy weightedPrecision logLoss hammingLoss precisionByLabel f1Measure subsetAccuracy silhouette "
    "meanAveragePrecision ndcgAtK MEMORY_ONLY NONE de_DE").split()
INTEGERS = [-2, -1, 0, 1, 2, 3, 29, 30, 31, 1000]
NUMBERS = [-1.0, -0.1, 0.0, 0.1, 0.49, 0.5, 0.51, 0.99, 1.0, 1.1, 2.0, 1e300, math.inf, math.nan]
NUMBER_LISTS = [[], [0.0], [0.5], [1.0], [-0.1, 0.5], [0.0, 0.0], [0.0, 1.0], [0.2, 0.3, 0.5], [1.0, 0.5, 0.2],
                [-math.inf, 0.0, math.inf], [0.0, 0.0, 1.0], [math.nan, 1.0]]
INTEGER_LISTS = [[], [0], [-1], [2, 1], [1, 1], [4, 5, 2], [0, 3]]
WORD_LISTS = [[], ["a"], ["a", "b"], ["a", "a"], [""]]


def cell(value):
    """NaN and infinity as text."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    return [cell(element) for element in value] if isinstance(value, list) else value


class Probe:
    def __init__(self, spark):
        self.gateway = spark.sparkContext._gateway
        self.jvm = spark.sparkContext._jvm

    def array(self, kind, values):
        made = self.gateway.new_array(kind, len(values))
        for index, value in enumerate(values):
            made[index] = value
        return made

    def candidates(self, type_name):
        """Values to try, each with what the JVM takes."""
        if type_name == "IntParam":
            return [(value, value) for value in INTEGERS]
        if type_name in ("DoubleParam", "FloatParam"):
            return [(value, value) for value in NUMBERS]
        if type_name == "DoubleArrayParam":
            return [(value, self.array(self.jvm.double, value)) for value in NUMBER_LISTS]
        if type_name == "IntArrayParam":
            return [(value, self.array(self.jvm.int, value)) for value in INTEGER_LISTS]
        if type_name == "StringArrayParam":
            return [(value, self.array(self.jvm.java.lang.String, value)) for value in WORD_LISTS]
        if type_name == "BooleanParam":
            return [(True, True), (False, False)]
        if type_name == "Param":
            return [(word, word) for word in WORDS]
        return []

    def default(self, stage, param):
        if not stage.hasDefault(param):
            return "—"
        value = stage.getDefault(param).get()
        if isinstance(value, str) and value.startswith(stage.uid()):
            return json.dumps("UID" + value[len(stage.uid()):])
        if param.name() == "seed":
            return "HASH"
        if hasattr(value, "__len__") and not isinstance(value, str):
            value = list(value)
        return json.dumps(cell(value)) if isinstance(value, (bool, int, float, str, list)) else "?"

    def lines(self, package, name):
        stage = getattr(getattr(self.jvm.org.apache.spark.ml, package), name)()
        for param in stage.params():
            kind = param.getClass().getSimpleName() or "Param"
            taken, refused = [], []
            for value, sent in self.candidates(kind):
                try:
                    fits = param.isValid().apply(sent)
                except Exception:  # a value of a type that the parameter does not take, or a check that fails by itself
                    continue
                (taken if fits else refused).append(cell(value))
            if not refused and kind == "Param":
                taken = taken[:1]
            if kind == "Param":
                refused = refused[:8]
            yield "\t".join([
                f"org.apache.spark.ml.{package}.{name}", param.name(), kind, self.default(stage, param),
                json.dumps(taken), json.dumps(refused)])


def main() -> None:
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    probe = Probe(spark)
    lines = [line for package, names in CLASSES.items() for name in names.split() for line in probe.lines(package, name)]
    pathlib.Path(sys.argv[1]).write_text("\n".join(["class\tparameter\ttype\tdefault\ttaken\trefused", *lines]) + "\n")
    spark.stop()


if __name__ == "__main__":
    main()
