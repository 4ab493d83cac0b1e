import RedstartConnectProtocol
import RedstartConnectServer
import RedstartRDD

extension Dataset {
  /// Each value's result.
  public func map<U: Codable & Sendable>(_ transform: @escaping @Sendable (Element) throws -> U) -> Dataset<U> {
    chunkwise { try $0.map(transform) }
  }

  /// The values that `isIncluded` accepts.
  public func filter(_ isIncluded: @escaping @Sendable (Element) throws -> Bool) -> Dataset<Element> {
    chunkwise { try $0.filter(isIncluded) }
  }

  /// The results of all values, one sequence after the other.
  public func flatMap<S: Sequence & SendableMetatype>(
    _ transform: @escaping @Sendable (Element) throws -> S
  ) -> Dataset<S.Element> where S.Element: Codable & Sendable {
    chunkwise { try $0.flatMap(transform) }
  }

  /// What `body` makes of each partition.
  public func mapPartitions<S: Sequence & SendableMetatype>(
    _ body: @escaping @Sendable (PartitionIterator<Element>) throws -> S
  ) -> Dataset<S.Element> where S.Element: Codable & Sendable {
    Dataset<S.Element>(
      sparkSession,
      .typed(
        rows.derived { input, task in
          ChunkIterator(once: { try PartitionIterator<Element>.apply(body, input, task) })
        }))
  }

  // MARK: To and from columns

  /// The values as a table: properties become columns. Functions of the Dataset run inside of the table's tasks.
  /// - Parameter schema: The columns; those that the type's properties tell when nil.
  /// - Throws: `UNSUPPORTED_FEATURE` when the type does not tell its columns, and on a remote session after a Swift function.
  public func toDF(schema: StructType? = nil) throws -> DataFrame {
    switch source {
    case .frame(let frame): return frame
    case .typed(let rows):
      guard let embedded = sparkSession.backend as? EmbeddedSession else {
        throw Self.remote("a Swift function on the rows of a Dataset")
      }
      let columns = try schema ?? TypeShape.schema(of: Element.self)
      let kept = KeptPlan(TypedSource(rows: rows, schema: columns).plan, embedded)
      var relation = Spark_Connect_CachedRemoteRelation()
      relation.relationID = kept.id
      var frame = sparkSession.dataFrame(.cachedRemoteRelation(relation))
      frame.resources = rows.resources + [kept]
      return frame
    }
  }

  /// Columns of the values, as a DataFrame.
  public func select(_ columns: Column...) throws -> DataFrame { try toDF().select(columns) }

  /// The values that meet a condition of columns; on a remote session, too.
  public func `where`(_ condition: Column) throws -> Dataset<Element> { try columnwise { $0.filter(condition) } }

  /// The values in the order of columns.
  public func sort(_ columns: Column...) throws -> Dataset<Element> { try columnwise { $0.sort(columns) } }

  /// The first values.
  public func limit(_ count: Int) throws -> Dataset<Element> { try columnwise { $0.limit(count) } }

  /// Each value once; values are equal when their columns are.
  public func distinct() throws -> Dataset<Element> { try columnwise { $0.distinct() } }

  /// The values of both.
  public func union(_ other: Dataset<Element>) throws -> Dataset<Element> {
    let right = try other.toDF()
    return try columnwise { $0.unionByName(right) }
  }

  /// The values in another number of partitions.
  public func repartition(_ count: Int) throws -> Dataset<Element> { try columnwise { $0.repartition(count) } }

  private func columnwise(_ body: (DataFrame) -> DataFrame) throws -> Dataset<Element> {
    Dataset(sparkSession, .frame(body(try toDF())))
  }
}
