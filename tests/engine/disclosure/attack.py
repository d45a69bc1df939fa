"""An attack on a whole release by linear programming: between what bounds do its figures hold each hidden count?"""

import highspy
import numpy as np

from trigpoint.engine.disclosure.release import SUPPRESSED

OUTCOMES = 3
OF = 3


class Attack:
    """All that is released of one rule, as inequalities: what adds up, and the rounded figures. (Shares are made
    from these and add nothing; a test says so.)

    The attacker knows which institution belongs to which hub, which groups there are, and the base of rounding.
    """

    def __init__(self, released, hub_of, rule):
        rows = np.flatnonzero(released.rule == rule)
        self.at = {
            (
                int(released.place[row]),
                int(released.unit[row]),
                int(released.by[row]),
                int(released.group[row]),
            ): place
            for place, row in enumerate(rows)
        }
        self.figures = released.figures[rows]
        self.base = released.release.base
        self.highs = highspy.Highs()
        self.highs.setOptionValue("output_flag", False)
        for _ in range(OUTCOMES * rows.size):
            self.highs.addVar(0.0, highspy.kHighsInf)
        for row in range(rows.size):
            self._add_figures(row)
        for whole, parts in self._families(hub_of):
            for outcome in range(OUTCOMES):
                columns = [OUTCOMES * row + outcome for row in parts] + [OUTCOMES * whole + outcome]
                self._add(0, 0, columns, [1.0] * len(parts) + [-1.0])

    def _add(self, least, most, columns, weights):
        columns, weights = np.array(columns, np.int32), np.array(weights, np.float64)
        self.highs.addRow(float(least), float(most), columns.size, columns, weights)

    def _columns(self, row, figure):
        first = OUTCOMES * row
        return [first, first + 1, first + 2] if figure == OF else [first + figure]

    def _add_figures(self, row):
        for figure, value in enumerate(self.figures[row]):
            if value != SUPPRESSED:
                below = [
                    n
                    for n in range(value - self.base, value + self.base + 1)
                    if round_to(n, self.base) == value
                ]
                columns = self._columns(row, figure)
                self._add(max(0, below[0]), below[-1], columns, [1.0] * len(columns))

    def _families(self, hub_of):
        families = {}
        for (place, unit, by, _), row in self.at.items():
            if by:
                families.setdefault((place, unit, by), []).append(row)
            elif place < 2:
                above = int(hub_of[unit]) if place == 0 else 0
                families.setdefault((place + 1, above, "units"), []).append(row)
        return [(self.at[place, unit, 0, 0], parts) for (place, unit, _), parts in families.items()]

    def bounds(self, row, figure):
        """The least and the most that a figure of a row can be, whatever is true."""
        costs = np.zeros(self.highs.getNumCol())
        costs[self._columns(row, figure)] = 1.0
        columns = np.arange(costs.size, dtype=np.int32)
        self.highs.changeColsCost(costs.size, columns, costs)
        found = []
        for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
            self.highs.changeObjectiveSense(sense)
            self.highs.run()
            status = self.highs.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                found.append(self.highs.getInfo().objective_function_value)
            else:
                assert status in (
                    highspy.HighsModelStatus.kUnbounded,
                    highspy.HighsModelStatus.kUnboundedOrInfeasible,
                )
                assert sense == highspy.ObjSense.kMaximize
                found.append(np.inf)
        return found


def round_to(number, base):
    return (2 * number + base) // (2 * base) * base


def find_exposed(released, truth, hub_of, least=6):
    """All hidden figures that the attack bounds too closely: (rule, row key, figure, true count, least, most).

    Small ones must be able to be anything from 0 to `least` - 1, others must keep a width of `least`. `truth` gives
    met, not met, not known and all together of each row of the release.
    """
    exposed = []
    for rule in np.unique(released.rule):
        attack = Attack(released, hub_of, rule)
        exact = truth[released.rule == rule]
        for key, row in attack.at.items():
            for figure in np.flatnonzero(attack.figures[row] == SUPPRESSED):
                low, high = attack.bounds(row, figure)
                count = exact[row, figure]
                if count < least:
                    safe = low < 1e-6 and high > least - 1 - 1e-6
                else:
                    safe = high - low > least - 1e-6
                if not safe:
                    exposed.append((int(rule), key, int(figure), int(count), low, high))
    return exposed
