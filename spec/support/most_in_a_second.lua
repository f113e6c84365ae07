--- most_in_a_second(times) → how many of the times (seconds), in their order, lie in one second at most.
return function(times)
    local most, first = 0, 1
    for last = 1, #times do
        while times[last] - times[first] >= 1 do first = first + 1 end
        most = math.max(most, last - first + 1)
    end
    return most
end
