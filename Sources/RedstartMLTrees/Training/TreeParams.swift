import RedstartMLCore

/// Parameters that tree learners share.
enum TreeParams {
  static let learning: [ParamSpec] = [
    .boolean("cacheNodeIds", false),
    ParamSpec("checkpointInterval", .integer, .integer(10), bounds: "-1 or a whole number of at least 1") {
      if case .integer(let number) = $0 { number == -1 || number >= 1 } else { false }
    },
    .integer("maxBins", 32, in: 2...Int.max),
    .integer("maxDepth", 5, in: 0...30),
    .integer("maxMemoryInMB", 256, in: 0...Int.max),
    .double("minInfoGain", 0, bounds: "a number of at least 0") { $0 >= 0 },
    .integer("minInstancesPerNode", 1, in: 1...Int.max),
    .double("minWeightFractionPerNode", 0, bounds: "a number of at least 0 and less than 0.5") { $0 >= 0 && $0 < 0.5 },
    ParamSpec("seed", .long),
    .column("weightCol"),
  ]

  static let prediction: [ParamSpec] = [
    .column("featuresCol", "features"), .column("labelCol", "label"), .column("predictionCol", "prediction"),
    .column("leafCol", ""),
  ]

  static let classification: [ParamSpec] = [
    .column("rawPredictionCol", "rawPrediction"), .column("probabilityCol", "probability"),
    ParamSpec("thresholds", .doubles, bounds: "numbers of at least 0, of which at most one is 0 and not all are") {
      guard case .doubles(let numbers) = $0 else { return false }
      return numbers.allSatisfy { $0 >= 0 } && numbers.filter { $0 == 0 }.count <= 1
    },
    .choice("impurity", "gini", of: ["gini", "entropy"], ignoringCase: true), .boolean("pruneTree", true),
  ]

  static let regression: [ParamSpec] = [
    .choice("impurity", "variance", of: ["variance"], ignoringCase: true), .column("varianceCol"),
  ]

  /// Spark's default seed: the hash of the class name, as Java computes it.
  static func seed(_ className: String) -> ParamValue {
    var hash: Int32 = 0
    for unit in className.utf16 { hash = hash &* 31 &+ Int32(unit) }
    return .integer(Int64(hash))
  }
}

extension TreeParameters {
  init(_ params: Params, impurity: Impurity, classCount: Int, categories: [Int: Int]) {
    self.init(
      impurity: impurity, classCount: classCount, maxDepth: params.integer("maxDepth"), maxBins: params.integer("maxBins"),
      minInstancesPerNode: params.integer("minInstancesPerNode"),
      minWeightFractionPerNode: params.double("minWeightFractionPerNode"), minInfoGain: params.double("minInfoGain"),
      prune: params.spec("pruneTree") == nil || params.boolean("pruneTree"),
      maxMemory: max(1, min(params.integer("maxMemoryInMB"), 1 << 20)) << 20, categories: categories)
  }
}
