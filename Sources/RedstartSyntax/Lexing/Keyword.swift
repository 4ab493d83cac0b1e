/// The words that the grammar looks for. All of them may also name things, as in Spark's default mode.
enum Keyword: String, CaseIterable {
  case add, alter, all, analyze, and, anti, any, `as`, asc, begin, between, both, bucket, by, cache, call, `case`, cast
  case catalog, catalogs, clear, cluster, clustered, codegen, collate, column, columns, comment, commit, cost, create, cross
  case cube, current, currentDate = "current_date", currentTime = "current_time", currentTimestamp = "current_timestamp"
  case currentUser = "current_user", data, database, databases, date, dateAdd = "date_add", dateadd, dateDiff = "date_diff"
  case datediff, dbproperties, declare, delete, desc, describe, directory, distinct, distribute, div, drop, `else`, end
  case escape, except, exclude, execute, exists, explain, export, extended, extract, `false`, filter, first, following, `for`
  case format, formatted, from, full, function, functions, global, grant, group, grouping, having, identifier, `if`, ignore
  case ilike, `import`, `in`, include, inner, insert, intersect, interval, into, `is`, join, last, lateral, lazy, leading, left
  case like, limit, list, load, local, location, lock, materialized, merge, minusWord = "minus", msck, name, namespaces, natural,
    not, null
  case nulls, of, offset, on, only, optimize, options, or, order, out, outer, over, overlay, overwrite, partition, partitioned
  case percent, pivot, placing, position, preceding, purge, qualify, query, range, recursive, reduce, refresh, regexp, rename
  case `repeat`, repeatable, replace, reset, respect, revoke, right, rlike, role, rollback, rollup, row, rows, schema, schemas
  case select, semi, serde, sessionUser = "session_user", set, sets, setminus, show, some, sort, sorted, start, stored, `struct`
  case substr, substring, sync, system, table, tables, tablesample, tblproperties, temp, temporary, then, time, timestamp
  case timestampadd, timestampdiff, timestampLTZ = "timestamp_ltz", timestampNTZ = "timestamp_ntz", to, trailing, transform
  case trim, `true`, truncate, tryCast = "try_cast", unbounded, uncache, union, unknown, unlock, unpivot, unset, update, use
  case user, using, values, `var`, variable, version, view, views, when, `where`, window, with, within, without, x, zone
  case anyValue = "any_value", firstValue = "first_value", lastValue = "last_value", map, array, constraint, tinyint
  case key, properties, resource, `do`, partitions, namespaceWord = "namespace"

  private static let spellings: [String: Keyword] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
  private static let longest = 20

  /// The keyword that the bytes spell in any case.
  static func spelled(_ bytes: ArraySlice<UInt8>) -> Keyword? {
    guard bytes.count <= longest else { return nil }
    let lower = String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var index = 0
      for byte in bytes {
        buffer[index] = byte &- 65 < 26 ? byte | 0x20 : byte
        index += 1
      }
      return index
    }
    return spellings[lower]
  }
}
