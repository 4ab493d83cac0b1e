import Foundation
import Redstart

/// Will a flight arrive more than 15 minutes late? From raw CSVs to a trained and evaluated decision tree.
///
/// The same program as Examples/flight_delays.py, and it prints the same: in this process, or with --remote on a Redstart server or on
/// Apache Spark.
@main
struct FlightDelays {
  static func main() async throws {
    let arguments: Arguments
    do {
      arguments = try Arguments(CommandLine.arguments.dropFirst())
    } catch let misuse as Misuse {
      FileHandle.standardError.write(Data("\(misuse.message)\n\(Arguments.usage)\n".utf8))
      exit(2)
    }
    let builder = arguments.remote.map { SparkSession.builder.remote($0) } ?? SparkSession.builder
    let spark = try await builder.getOrCreate()
    try await run(spark, arguments)
    await spark.stop()
  }

  static func run(_ spark: SparkSession, _ arguments: Arguments) async throws {
    title("Load")
    func read(_ name: String) -> DataFrame {
      spark.read.option("header", true).option("inferSchema", true).option("nullValue", "NA")
        .csv("\(arguments.data)/\(name).csv.gz")
    }
    let (flights, weather, planes) = (read("flights"), read("weather"), read("planes"))
    try await profile("flights", flights)
    try await profile("weather", weather)
    try await profile("planes", planes)

    title("Delays by carrier")
    try await flights.groupBy("carrier")
      .agg(
        count("*").alias("flights"), sum(col("arr_delay").isNull.cast("int")).alias("never_arrived"),
        round(avg("arr_delay"), 2).alias("mean_delay"),
        round(avg((col("arr_delay") > 15).cast("int")) * 100, 1).alias("late_percent")
      )
      .orderBy(desc("flights"), col("carrier")).show()

    title("Clean and join")
    let table = try await FlightTable(flights: flights, weather: weather, planes: planes).frame
    var train = table.filter("month <= 9")
    let test = table.filter("month > 9")
    if let rows = arguments.rows { train = FlightTable.spread(train, rows) }
    for (name, part) in [("train", train), ("test", test)] {
      guard let row = try await part.agg(count("*").alias("rows"), sum("label").alias("late")).first() else { continue }
      let (rows, late) = (try row.get("rows", as: Int.self), try row.get("late", as: Double.self))
      print("\(name): \(rows) flights, \(Int(late)) late (\(String(format: "%.1f", 100 * late / Double(rows))) %)")
    }
    try await table.printSchema()

    title("Train")
    let numbers = FlightTable.numbers.filter { !arguments.before || $0 != "dep_delay" }
    let names = FlightTable.categories + numbers
    let model = try await pipeline(numbers, depth: arguments.depth).fit(train)
    guard let tree = model.stage(DecisionTreeClassificationModel.self) else { throw Misuse(message: "no tree was trained") }
    for case (let name, let indexer as StringIndexerModel) in zip(FlightTable.categories, model.stages) {
      let labels = try await indexer.labels
      print("\(name): \(labels.count) categories, most frequent \(labels.prefix(5).joined(separator: ", "))")
    }
    print(
      "tree: depth \(try await tree.depth), \(try await tree.numNodes) nodes, \(try await tree.numClasses) classes,",
      "\(try await tree.numFeatures) features")
    let rules = try await tree.toDebugString.split(separator: "\n").dropFirst().joined(separator: "\n")
    print(rules.replacing(/feature (\d+)/) { found in Int(found.1).map { names[$0] } ?? String(found.0) })

    title("Importance of the features")
    let ranked = zip(try await tree.featureImportances.elements, names).sorted { ($1.0, $0.1) < ($0.0, $1.1) }
    for (importance, name) in ranked where importance > 0 {
      print("  " + name.padding(toLength: 15, withPad: " ", startingAt: 0), String(format: "%.6f", importance))
    }

    title("Evaluate")
    let predictions = model.transform(test)
    // By probability: the raw prediction of a tree is the count of its leaf, which does not rank flights.
    let area = BinaryClassificationEvaluator().setRawPredictionCol("probability").setMetricName("areaUnderROC")
    print("areaUnderROC", String(format: "%.6f", try await area.evaluate(predictions)))
    for metric in ["accuracy", "f1", "weightedPrecision", "weightedRecall"] {
      let value = try await MulticlassClassificationEvaluator().setMetricName(metric).evaluate(predictions)
      print(metric, String(format: "%.6f", value))
    }
    print("confusion matrix (rows: what happened, columns: what was predicted)")
    try await predictions.groupBy("label").pivot("prediction", [0.0, 1.0]).count().na.fill(0).orderBy("label").show()

    title("Write")
    let target = "\(arguments.out)/flight_delays.parquet"
    try await predictions.select("month", "day", "carrier", "flight", "origin", "dest", "arr_delay", "label", "prediction")
      .write.mode(.overwrite).partitionBy("month").parquet(target)
    try await spark.read.parquet(target).groupBy("month", "prediction")
      .agg(count("*").alias("flights"), sum("label").alias("late")).orderBy("month", "prediction").show()
  }

  static func title(_ text: String) { print("\n== \(text)") }

  /// Prints the rows of a table, and type, missing and distinct values of each of its columns.
  static func profile(_ name: String, _ frame: DataFrame) async throws {
    let types = try await frame.dtypes
    let counts = types.map { count($0.name).alias("n_\($0.name)") } + types.map { count_distinct($0.name).alias("d_\($0.name)") }
    guard let row = try await frame.groupBy().agg([count("*").alias("rows")] + counts).first() else { return }
    let rows = try row.get("rows", as: Int.self)
    print("\(name): \(rows) rows")
    for (column, type) in types {
      let missing = rows - (try row.get("n_\(column)", as: Int.self))
      let distinct = try row.get("d_\(column)", as: Int.self)
      print("  \(padded(column, 15)) \(padded(type, 10)) \(padded(missing, 7)) missing \(padded(distinct, 7)) distinct")
    }
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
  }
  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  static func pipeline(_ numbers: [String], depth: Int) -> Pipeline {
    let indexers = FlightTable.categories.map {
      StringIndexer(inputCol: $0, outputCol: "\($0)_index").setHandleInvalid("keep")
    }
    let inputs = FlightTable.categories.map { "\($0)_index" } + numbers
    // More bins than there are destinations: a category needs a bin of its own.
    let tree = DecisionTreeClassifier(featuresCol: "features", labelCol: "label").setMaxDepth(depth).setMaxBins(128).setSeed(2013)
    return Pipeline(indexers + [VectorAssembler(inputCols: inputs, outputCol: "features"), tree])
  }
}
