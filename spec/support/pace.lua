--- Whether calls keep to a rate, told by their times (seconds, in their order).
local pace = {}

-- Seconds by which a busy machine may be late with a call: as much closer the next ones come.
local LATE = 0.25

--- most_in_a_second(times) → how many of them lie in one second at most.
function pace.most_in_a_second(times)
    local most, first = 0, 1
    for last = 1, #times do
        while times[last] - times[first] >= 1 do first = first + 1 end
        most = math.max(most, last - first + 1)
    end
    return most
end

--- assert_kept(times, rate) asserts that no stretch of them, short or long, has more than so many a second.
function pace.assert_kept(times, rate)
    local latest = -math.huge -- of all until now, against a call each 1 / rate
    for i, time in ipairs(times) do
        local late = time - i / rate
        latest = math.max(latest, late)
        local early = latest - late
        assert(early <= LATE, ("call %d of %d comes %.3f s before its time"):format(i, #times, early))
    end
end

return pace
