/// Every combination of some parameters: what ``CrossValidator`` tries.
///
/// ```swift
/// let grid = ParamGridBuilder().addGrid(tree, "maxDepth", [2, 5]).addGrid(tree, "impurity", ["gini", "entropy"]).build()
/// ```
public struct ParamGridBuilder: Sendable {
  private var grids: [(stage: String, name: String, values: [any LiteralConvertible])] = []

  public init() {}

  /// The values to try of a parameter.
  public func addGrid(_ stage: any PipelineStage, _ name: String, _ values: [some LiteralConvertible]) -> ParamGridBuilder {
    var copy = self
    copy.grids.append((stage.uid, name, values))
    return copy
  }

  /// A parameter that is the same in all combinations.
  public func baseOn(_ stage: any PipelineStage, _ name: String, _ value: some LiteralConvertible) -> ParamGridBuilder {
    addGrid(stage, name, [value])
  }

  /// The combinations; the last parameter changes fastest.
  public func build() -> [ParamMap] {
    grids.reduce([ParamMap()]) { maps, grid in
      maps.flatMap { map in
        grid.values.map { value in
          var copy = map
          copy.values[ParamMap.Key(stage: grid.stage, name: grid.name)] = value.literal
          return copy
        }
      }
    }
  }
}
