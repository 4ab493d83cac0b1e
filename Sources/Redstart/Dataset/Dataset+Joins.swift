extension Dataset {
  /// The pairs of values that meet a condition of columns, such as `flights["carrier"] == carriers["code"]`.
  public func joinWith<U: Codable & Sendable>(_ other: Dataset<U>, on condition: Column) throws -> Dataset<Pair<Element, U>> {
    let (left, right) = (try toDF(), try other.toDF())
    return try Self.pairs(left, right, left.join(right, on: condition), of: (Element.self, U.self)).as(Pair<Element, U>.self)
  }

  /// A column of the Dataset, also where another one has a column of the same name. Conditions of
  /// ``joinWith(_:on:)`` are made of columns of the DataFrames that the Datasets came from.
  private static func pairs(
    _ left: DataFrame, _ right: DataFrame, _ joined: DataFrame, of types: (any Decodable.Type, any Decodable.Type)
  ) throws -> DataFrame {
    func side(_ frame: DataFrame, _ type: any Decodable.Type, _ name: String) throws -> Column {
      func opened<T: Decodable>(_ type: T.Type) throws -> Column {
        let columns = try TypeShape.schema(of: type).names.map { frame[$0] }
        return ValueDecoder.isPlain(type) ? columns[0].alias(name) : Column.call("struct", columns).alias(name)
      }
      return try opened(type)
    }
    return joined.select([try side(left, types.0, "_1"), try side(right, types.1, "_2")])
  }
}
