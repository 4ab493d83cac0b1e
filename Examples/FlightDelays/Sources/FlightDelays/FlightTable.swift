import Redstart

/// One row for each flight that arrived, with everything known about it before it left.
struct FlightTable {
  static let categories = ["carrier", "origin", "dest", "engine"]
  static let numbers = [
    "dep_delay", "sched_minute", "weekday", "distance", "temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure",
    "visib", "plane_age", "seats",
  ]
  private static let weather = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure", "visib"]
  private static let hour = ["year", "month", "day", "hour", "origin"]

  let frame: DataFrame

  init(flights: DataFrame, weather: DataFrame, planes: DataFrame) async throws {
    // The hour that comes twice at the end of summer time is one key with two measurements.
    let hourly = weather.groupBy(Self.hour).agg(Self.weather.map { avg($0).alias($0) })
    // `year` of a plane is the year it was built; the flight has a `year`, too.
    let fleet = planes.select(col("tailnum"), col("year").alias("built"), col("engine"), col("seats"))
    let arrived = flights.filter("arr_delay IS NOT NULL")
    let joined = arrived.join(hourly, on: Self.hour, how: .left).join(fleet, on: "tailnum", how: .left)

    // Means in a fixed number of digits, so that they do not depend on the order in which rows were added.
    let means = hourly.groupBy().agg(Self.weather.map { round(avg($0), 1).alias($0) })
    let ages = joined.agg(
      round(avg(col("year") - col("built")), 0).alias("plane_age"), round(avg("seats"), 0).cast("int").alias("seats"))
    guard let weatherMeans = try await means.first(), let planeMeans = try await ages.first() else {
      throw Misuse(message: "there are no flights")
    }

    var filled =
      joined
      .withColumn("label", (col("arr_delay") > 15).cast("double"))
      .withColumn("sched_minute", floor(col("sched_dep_time") / 100) * 60 + col("sched_dep_time") % 100)
      .withColumn("weekday", dayofweek(make_date("year", "month", "day")))
      .withColumn("plane_age", col("year") - col("built"))
    for name in Self.weather { filled = filled.na.fill(try weatherMeans.get(name, as: Double.self), [name]) }
    filled = filled.na.fill(try planeMeans.get("plane_age", as: Double.self), ["plane_age"])
    filled = filled.na.fill(try planeMeans.get("seats", as: Int.self), ["seats"])
    filled = filled.na.fill("unknown", ["engine"])
    let names = ["month", "day", "flight", "tailnum", "arr_delay", "label"] + Self.categories + Self.numbers
    frame = try await filled.select(names.map { col($0) }).cache()
  }

  /// The same `rows` flights on every engine, from all over a table.
  static func spread(_ frame: DataFrame, _ rows: Int) -> DataFrame {
    let mixed = (col("flight") * 7919 + col("month") * 104_729 + col("day") * 1299 + col("sched_minute")) % 10007
    return frame.orderBy(mixed, "month", "day", "sched_minute", "flight", "carrier", "origin", "tailnum").limit(rows)
  }
}
