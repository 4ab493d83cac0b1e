import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// `decode(value, search, result, …, default)`: the result beside the first search that is equal, nulls equal to nulls.
  func decodeByValue() throws -> Expression {
    let pairs = (arguments.count - 1) / 2
    var searches = [arguments[0]]
    var results: [Expression] = []
    for pair in 0..<pairs {
      searches.append(arguments[1 + pair * 2])
      results.append(arguments[2 + pair * 2])
    }
    let hasDefault = arguments.count % 2 == 0
    if hasDefault { results.append(arguments[arguments.count - 1]) }
    guard let searchType = TypeCoercion.commonType(searches.map(\.type)),
      let resultType = TypeCoercion.commonType(results.map(\.type))
    else { throw unexpectedType(0, .any) }
    let value = searches[0].implicitlyCast(to: searchType)
    let branches = (0..<pairs).map { pair in
      CaseBranch(
        .comparison(.nullSafeEqual, value, searches[pair + 1].implicitlyCast(to: searchType)),
        results[pair].implicitlyCast(to: resultType))
    }
    return .caseWhen(branches, otherwise: hasDefault ? results[pairs].implicitlyCast(to: resultType) : nil)
  }
}
